from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"
    label = "forums"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which kinds of things live here, and what a move of their states needs."""
        from accounts.loading import read_with_the_person
        from forums import conditions, moderation_waiting, own_data, receivers, waiting
        from forums.actions.moderation import forget_removed_words
        from forums.models import Forum, Measure, Minutes, Position, Post, Session, Thread
        from forums.querysets import places_in
        from portal.base.clock import register_duty
        from portal.base.own_data import declare, on_erasing, on_leaving
        from portal.base.registry import register_kind
        from portal.base.waiting import register_provider

        register_kind("forum", Forum, path=lambda forum: forum.path)
        register_kind("thread", Thread, path=lambda thread: thread.path, related=("forum",))
        register_kind("post", Post, path=lambda post: post.path, related=("thread",))
        register_kind("position", Position, path=lambda position: position.path, related=("forum",))
        register_kind("session", Session, path=lambda session: session.path, related=("cycle__forum",))
        register_kind("minutes", Minutes, path=lambda minutes: minutes.path, related=("session__cycle__forum",))
        register_kind("measure", Measure, path=lambda measure: measure.path, related=("forum",))
        read_with_the_person(places_in)
        conditions.register()
        register_provider(waiting.waiting_for)
        register_provider(moderation_waiting.waiting_for)
        receivers.connect()
        register_duty("words taken out forgotten", forget_removed_words)
        declare(*own_data.HELD)
        on_erasing(own_data.before_erasing)
        on_leaving(own_data.forums_left_alone)
