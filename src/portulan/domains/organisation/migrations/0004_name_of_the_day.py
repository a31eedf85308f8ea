from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_hold_mandates_at_sites_and_from_others")]

    operations = [
        migrations.AddIndex(
            model_name="unitname",
            index=models.Index(
                fields=["unit", "rank", "-since", "id", "until"], name="organisation_name_of_day"
            ),
        ),
    ]
