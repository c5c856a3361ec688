using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Watching;

namespace Kubernetes.Tests.Runtime.Caching;

public sealed class StoreWriterTests
{
    private readonly Store<ConfigMap> _store = new();
    private readonly StoreWriter<ConfigMap> _writer;
    private readonly List<string> _heard = [];

    public StoreWriterTests()
    {
        _writer = new StoreWriter<ConfigMap>(_store, new InformerScope(new InformerOptions { LabelSelector = "!hidden" }));
        _store.Subscribe(change => _heard.Add(change switch
        {
            StoreChange<ConfigMap>.Added added => $"+{added.Key.Name}{(added.Initial ? "!" : "")}",
            StoreChange<ConfigMap>.Updated updated => $"~{updated.Key.Name}",
            _ => $"-{change.Key.Name}",
        }));
    }

    [Fact]
    public void What_a_new_list_does_not_show_is_announced_as_removed()
    {
        List(5, Map("a", 1), Map("b", 2));
        List(9, Map("b", 2), Map("c", 8));

        Assert.Equal(["+a!", "+b!", "-a", "+c"], _heard);
        Assert.Equal(2, _store.Count);
    }

    [Fact]
    public void Until_a_list_is_complete_the_old_state_is_served()
    {
        List(5, Map("a", 1));
        _writer.Write(new StoreEvent<ConfigMap>.Init());
        _writer.Write(new StoreEvent<ConfigMap>.InitApply(Map("b", 7)));

        Assert.NotNull(Find("a"));
        Assert.Null(Find("b"));
    }

    [Fact]
    public void What_is_deleted_among_the_initial_events_is_not_there_in_the_end()
    {
        _writer.Write(new StoreEvent<ConfigMap>.Init());
        _writer.Write(new StoreEvent<ConfigMap>.InitApply(Map("a", 7)));
        _writer.Write(new StoreEvent<ConfigMap>.Delete(Map("a", 8)));
        _writer.Write(new StoreEvent<ConfigMap>.InitDone("9"));

        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public void An_index_files_an_object_under_what_it_is_now_and_no_longer_under_what_it_was()
    {
        _store.AddIndex("version", map => [map.Metadata.ResourceVersion!]);
        List(5, Map("a", 1));
        _writer.Write(new StoreEvent<ConfigMap>.Apply(Map("a", 7)));

        Assert.Empty(_store.ListIndexed("version", "1"));
        Assert.Single(_store.ListIndexed("version", "7"));
    }

    [Fact]
    public void A_list_that_is_begun_again_forgets_what_the_broken_one_had()
    {
        _writer.Write(new StoreEvent<ConfigMap>.Init());
        _writer.Write(new StoreEvent<ConfigMap>.InitPage([Map("a", 1)]));
        List(9, Map("b", 2));

        Assert.Equal(["+b!"], _heard);
    }

    [Fact]
    public void Another_uid_under_the_same_name_is_a_removal_and_an_addition()
    {
        List(5, Map("a", 1));
        List(9, Map("a", 8, uid: "other"));
        Apply(Map("a", 10, uid: "third"));

        Assert.Equal(["+a!", "-a", "+a", "-a", "+a"], _heard);
    }

    [Fact]
    public void What_this_process_wrote_is_there_at_once_and_announced_once()
    {
        List(5, Map("a", 1));
        Own(Map("a", 6));
        Assert.Equal("6", Find("a")!.Metadata.ResourceVersion);
        Apply(Map("a", 6));

        Assert.Equal(["+a!", "~a"], _heard);
    }

    [Fact]
    public void Older_news_of_an_object_that_this_process_wrote_is_not_believed()
    {
        List(5, Map("a", 1));
        Own(Map("a", 8));
        Apply(Map("a", 7));

        Assert.Equal("8", Find("a")!.Metadata.ResourceVersion);
    }

    [Fact]
    public void A_write_that_the_watch_has_passed_already_does_not_bring_a_deleted_object_back()
    {
        List(5, Map("a", 1));
        Apply(Map("a", 6));
        Delete(Map("a", 7));
        Own(Map("a", 6));

        Assert.Null(Find("a"));
    }

    [Fact]
    public void What_this_process_deleted_is_gone_at_once_and_late_news_does_not_bring_it_back()
    {
        List(5, Map("a", 1));
        _writer.WriteOwn(new ObjectWrite<ConfigMap>.Deleted(new ObjectKey("x", "a"), "a"));
        Assert.Null(Find("a"));
        Apply(Map("a", 6));
        Assert.Null(Find("a"));
        Delete(Map("a", 7));
        Apply(Map("a", 8, uid: "other"));

        Assert.Equal("other", Find("a")!.Metadata.Uid);
        Assert.Equal(["+a!", "-a", "+a"], _heard);
    }

    [Fact]
    public void An_object_deleted_and_created_again_by_this_process_survives_the_late_news_of_its_predecessor()
    {
        List(5, Map("a", 1));
        _writer.WriteOwn(new ObjectWrite<ConfigMap>.Deleted(new ObjectKey("x", "a"), "a"));
        Own(Map("a", 9, uid: "new"));
        Apply(Map("a", 6));
        Delete(Map("a", 8));

        Assert.Equal("new", Find("a")!.Metadata.Uid);
    }

    [Fact]
    public void A_list_from_a_cache_that_lags_does_not_take_a_write_back()
    {
        List(5, Map("a", 1));
        Own(Map("a", 8));
        Own(Map("b", 9));
        List(7, Map("a", 1));

        Assert.Equal("8", Find("a")!.Metadata.ResourceVersion);
        Assert.NotNull(Find("b"));
    }

    [Fact]
    public void A_list_that_is_newer_than_a_write_has_the_last_word()
    {
        List(5, Map("a", 1));
        Own(Map("a", 8));
        List(12);

        Assert.Null(Find("a"));
    }

    [Fact]
    public void A_written_object_that_the_selector_does_not_select_leaves_the_store()
    {
        List(5, Map("a", 1));
        Own(Map("a", 6) with { Metadata = Map("a", 6).Metadata with { Labels = new Dictionary<string, string> { ["hidden"] = "" } } });
        Apply(Map("a", 5));

        Assert.Null(Find("a"));
    }

    [Fact]
    public void A_written_object_that_the_watch_never_shows_does_not_stay()
    {
        List(5);
        Own(Map("stray", 6));
        Assert.NotNull(Find("stray"));
        _writer.Write(new StoreEvent<ConfigMap>.Progress("6"));

        Assert.Null(Find("stray"));
    }

    [Fact]
    public void Versions_that_are_no_numbers_are_left_to_the_watch()
    {
        List(5, Map("a", 1));
        Own(Map("a", 6) with { Metadata = Map("a", 6).Metadata with { ResourceVersion = "opaque" } });

        Assert.Equal("1", Find("a")!.Metadata.ResourceVersion);
    }

    internal static ConfigMap Map(string name, int version, string? uid = null) =>
        new() { Metadata = new ObjectMeta { Namespace = "x", Name = name, Uid = uid ?? name, ResourceVersion = version.ToString(System.Globalization.CultureInfo.InvariantCulture) } };

    private ConfigMap? Find(string name) => _store.Find(new ObjectKey("x", name));

    private void List(int version, params ConfigMap[] objects)
    {
        _writer.Write(new StoreEvent<ConfigMap>.Init());
        _writer.Write(new StoreEvent<ConfigMap>.InitLast(objects, version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private void Apply(ConfigMap map) => _writer.Write(new StoreEvent<ConfigMap>.Apply(map));

    private void Delete(ConfigMap map) => _writer.Write(new StoreEvent<ConfigMap>.Delete(map));

    private void Own(ConfigMap map) => _writer.WriteOwn(new ObjectWrite<ConfigMap>.Stored(map));
}
