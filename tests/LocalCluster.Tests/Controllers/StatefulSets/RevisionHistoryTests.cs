using LocalCluster.Controllers.StatefulSets.Revisions;

namespace LocalCluster.Tests.Controllers.StatefulSets;

public sealed class RevisionHistoryTests
{
    private static readonly RevisionFacts One = new("web-one", 1, Observations.Now, "1");

    private static readonly RevisionFacts Two = new("web-two", 2, Observations.Now, "2");

    [Fact]
    public void The_first_template_is_revision_1()
    {
        Assert.Equal(new RevisionChoice.Create(1), RevisionHistory.Choose([], "1"));
    }

    [Fact]
    public void An_unchanged_template_keeps_its_revision()
    {
        Assert.Equal(new RevisionChoice.Keep(Two), RevisionHistory.Choose([One, Two], "2"));
    }

    [Fact]
    public void A_new_template_gets_the_next_number()
    {
        Assert.Equal(new RevisionChoice.Create(3), RevisionHistory.Choose([One, Two], "3"));
    }

    [Fact]
    public void Going_back_renumbers_the_old_revision_instead_of_adding_one()
    {
        Assert.Equal(new RevisionChoice.Renumber(One, 3), RevisionHistory.Choose([One, Two], "1"));
    }

    [Fact]
    public void Revisions_beyond_the_limit_expire_oldest_first_but_never_one_in_use()
    {
        var three = new RevisionFacts("web-three", 3, Observations.Now, "3");
        var sorted = RevisionHistory.Sort([three, One, Two]);

        Assert.Equal([One], RevisionHistory.Expired(sorted, new HashSet<string> { "web-three" }, 1));
        Assert.Equal([Two], RevisionHistory.Expired(sorted, new HashSet<string> { "web-one", "web-three" }, 0));
        Assert.Equal([], RevisionHistory.Expired(sorted, new HashSet<string> { "web-three" }, 2));
    }
}
