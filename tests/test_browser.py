"""The instruments other tests rely on: does axe see, do scripts stay off."""

from django.urls import reverse
from wagtail.models import Page


def test_axe_names_a_picture_without_words(browser_page, axe):
    browser_page.set_content("<html lang='en'><title>Page</title><main><h1>Page</h1><img src='data:,'></main></html>")

    findings = axe(browser_page)

    assert findings == ['image-alt: Images must have alternative text: <img src="data:,">']


def test_a_page_without_javascript_runs_no_script(open_page):
    page = open_page(javascript=False)

    page.set_content("<title>before</title><script>document.title = 'after'</script>")

    assert page.title() == "before"


def test_pages_reach_the_portal_and_see_what_a_test_committed(open_page, django_user_model):
    django_user_model.objects.create_user(email="ana@example.org", password="correct horse battery")
    page = open_page(locale="sr")

    response = page.goto(reverse("readyz"))

    assert (response.status, response.json()["database"]) == (200, "ok")
    assert django_user_model.objects.filter(email="ana@example.org").exists()


def test_what_an_earlier_test_committed_is_gone_and_what_migrations_wrote_is_there(transactional_db, django_user_model):
    assert not django_user_model.objects.filter(email="ana@example.org").exists()
    assert Page.objects.filter(depth=1).count() == 1
