from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    label = "recommendations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what this app knows to those below it: kinds, guards, panels, what waits for a person."""
        from forums import distillers
        from portal.base.clock import register_duty
        from portal.base.own_data import declare, on_erasing, on_leaving
        from portal.base.panels import register_panel
        from portal.base.waiting import register_provider
        from recommendations import conditions, distilling, kinds, own_data, panels, waiting
        from recommendations.exports.preparing import forget_old_drafts

        kinds.register()
        conditions.register()
        distillers.register(distilling.writes_for_its_group)
        register_duty("files of drafts removed", forget_old_drafts)
        register_provider(waiting.waiting_for)
        register_panel("forum", panels.of_forum)
        register_panel("desk", panels.of_desk)
        register_panel("practice", panels.citing_practice)
        declare(*own_data.HELD)
        on_erasing(own_data.before_erasing)
        on_leaving(own_data.groups_left_alone)
