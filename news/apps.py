from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    label = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which kinds news, projects and calls are."""
        from news.cards import call_path, call_title, news_path, news_title, project_path, project_title
        from portal.base.registry import register_kind

        register_kind("news", self.get_model("NewsPage"), path=news_path, title=news_title, id_field="pk")
        register_kind("project", self.get_model("Project"), path=project_path, title=project_title)
        register_kind("call", self.get_model("Call"), path=call_path, title=call_title)
