using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Autoscaling;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;

namespace Kubernetes.Tests.Client;

/// <summary>What goes over the wire for each verb and option.</summary>
public sealed class RequestsTests
{
    private static readonly ObjectKey Web = new("x", "web");
    private static readonly ConfigMap Map = new() { Metadata = new ObjectMeta { Namespace = "x", Name = "web" } };

    [Fact]
    public void Every_verb_has_its_method_and_path()
    {
        Assert.Equal("GET /api/v1/namespaces/x/configmaps/web", Requests.Get(ConfigMap.Type, Web).ToString());
        Assert.Equal("GET /apis/apps/v1/namespaces/x/statefulsets/web", Requests.Get(StatefulSet.Type, Web).ToString());
        Assert.Equal("GET /api/v1/nodes/n1", Requests.Get(ClusterNode.Type, new ObjectKey(null, "n1")).ToString());
        Assert.Equal("GET /api/v1/configmaps", Requests.List(ConfigMap.Type, new ListOptions()).ToString());
        Assert.Equal("GET /api/v1/namespaces/x/configmaps", Requests.List(ConfigMap.Type, new ListOptions { Namespace = "x" }).ToString());
        Assert.Equal("GET /api/v1/namespaces/x/configmaps?watch=true&allowWatchBookmarks=true", Requests.Watch(ConfigMap.Type, new WatchOptions { Namespace = "x" }).ToString());
        Assert.Equal("POST /api/v1/namespaces/x/configmaps", Requests.Create(Map, null).ToString());
        Assert.Equal("PUT /api/v1/namespaces/x/configmaps/web", Requests.Replace(Map, null).ToString());
        Assert.Equal("PATCH /api/v1/namespaces/x/configmaps/web", Requests.Patch(ConfigMap.Type, Web, Patch.Merge([]), null).ToString());
        Assert.Equal("PATCH /api/v1/namespaces/x/configmaps/web?fieldManager=me", Requests.Apply(Map, new ApplyOptions { FieldManager = "me" }).ToString());
        Assert.Equal("DELETE /api/v1/namespaces/x/configmaps/web", Requests.Delete(ConfigMap.Type, Web, null).ToString());
        Assert.Equal("DELETE /api/v1/namespaces/x/configmaps?labelSelector=a%3Db", Requests.DeleteCollection(ConfigMap.Type, new ListOptions { Namespace = "x", LabelSelector = "a=b" }).ToString());
    }

    [Fact]
    public void Subresources_are_addressed_under_their_object()
    {
        var set = new StatefulSet { Metadata = Map.Metadata };
        Assert.Equal("PUT /apis/apps/v1/namespaces/x/statefulsets/web/status", Requests.Replace(set, new WriteOptions { Subresource = "status" }).ToString());
        Assert.Equal("PATCH /apis/apps/v1/namespaces/x/statefulsets/web/status?fieldManager=me", Requests.Apply(set, new ApplyOptions { FieldManager = "me", Subresource = "status" }).ToString());
        Assert.Equal("GET /apis/apps/v1/namespaces/x/statefulsets/web/scale", Requests.Get(StatefulSet.Type, Web, "scale").ToString());
        Assert.Equal("PUT /apis/apps/v1/namespaces/x/statefulsets/web/scale", Requests.ReplaceSubresource(StatefulSet.Type, Web, "scale", new Scale(), null).ToString());
        var eviction = Requests.Create(new Eviction { Metadata = Map.Metadata }, new WriteOptions { Subresource = "eviction" });
        Assert.EndsWith("/web/eviction", eviction.Path, StringComparison.Ordinal);
        Assert.False(eviction.MayRetry);
    }

    [Fact]
    public void Every_query_option_is_sent_and_escaped()
    {
        var list = new ListOptions { LabelSelector = "a in (b,c)", FieldSelector = "metadata.name=ä&b", Limit = 500, Continue = "t/+=", ResourceVersion = "7", ResourceVersionMatch = "NotOlderThan" };
        Assert.Equal(
            "/api/v1/configmaps?labelSelector=a%20in%20%28b%2Cc%29&fieldSelector=metadata.name%3D%C3%A4%26b&limit=500&continue=t%2F%2B%3D&resourceVersion=7&resourceVersionMatch=NotOlderThan",
            Requests.List(ConfigMap.Type, list).PathAndQuery);
        var watch = new WatchOptions { SendInitialEvents = true, ResourceVersionMatch = "NotOlderThan", ResourceVersion = "9", Timeout = TimeSpan.FromSeconds(300.2), LabelSelector = "a", FieldSelector = "b=c" };
        Assert.Equal(
            "/api/v1/configmaps?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&labelSelector=a&fieldSelector=b%3Dc&resourceVersion=9&resourceVersionMatch=NotOlderThan&timeoutSeconds=301",
            Requests.Watch(ConfigMap.Type, watch).PathAndQuery);
        var write = new WriteOptions { FieldManager = "me", FieldValidation = "Strict", DryRun = true };
        foreach (var request in new[] { Requests.Create(Map, write), Requests.Replace(Map, write), Requests.Patch(ConfigMap.Type, Web, Patch.Merge([]), write) })
            Assert.EndsWith("?fieldManager=me&fieldValidation=Strict&dryRun=All", request.PathAndQuery, StringComparison.Ordinal);
        var apply = new ApplyOptions { FieldManager = "me", Force = true, FieldValidation = "Warn", DryRun = true };
        Assert.EndsWith("?fieldManager=me&force=true&fieldValidation=Warn&dryRun=All", Requests.Apply(Map, apply).PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_asks_for_pretty_text_and_everybody_for_json()
    {
        foreach (var request in new[] { Requests.Get(ConfigMap.Type, Web), Requests.List(ConfigMap.Type, new()), Requests.Watch(ConfigMap.Type, new()), Requests.Create(Map, null), Requests.Delete(ConfigMap.Type, Web, null) })
        {
            Assert.DoesNotContain("pretty", request.PathAndQuery, StringComparison.Ordinal);
            Assert.Equal("application/json", request.Accept);
        }
    }

    [Fact]
    public void A_delete_carries_its_preconditions_and_its_policy()
    {
        var options = new DeleteOptions
        {
            Preconditions = new Preconditions { Uid = "u", ResourceVersion = "7" },
            PropagationPolicy = PropagationPolicy.Orphan,
            GracePeriodSeconds = 0,
            DryRun = true,
        };
        var body = JsonNode.Parse(Text(Requests.Delete(ConfigMap.Type, Web, options)))!;

        Assert.True(JsonNode.DeepEquals(body, JsonNode.Parse("""
            {"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"propagationPolicy":"Orphan","preconditions":{"uid":"u","resourceVersion":"7"},"dryRun":["All"]}
            """)), body.ToString());
        Assert.Equal("", Text(Requests.Delete(ConfigMap.Type, Web, null)));
        Assert.Equal(["Background", "Foreground", "Orphan"], [PropagationPolicy.Background, PropagationPolicy.Foreground, PropagationPolicy.Orphan]);
    }

    [Fact]
    public void Patches_have_their_media_types_and_carry_explicit_nulls()
    {
        var remove = new JsonObject { ["data"] = new JsonObject { ["a"] = null } };
        Assert.Equal("""{"data":{"a":null}}""", Text(Requests.Patch(ConfigMap.Type, Web, Patch.Merge(remove), null)));
        Assert.Equal("""{"data":{"a":null}}""", Text(Requests.Patch(ConfigMap.Type, Web, Patch.StrategicMerge(remove), null)));
        var operations = new JsonArray(new JsonObject { ["op"] = "test", ["path"] = "/a", ["value"] = null });
        Assert.Equal("""[{"op":"test","path":"/a","value":null}]""", Text(Requests.Patch(ConfigMap.Type, Web, Patch.Json(operations), null)));

        Assert.Equal("application/merge-patch+json", Patch.Merge(remove).ContentType);
        Assert.Equal("application/strategic-merge-patch+json", Patch.StrategicMerge(remove).ContentType);
        Assert.Equal("application/json-patch+json", Patch.Json(operations).ContentType);
        Assert.Equal("application/apply-patch+yaml", Requests.Apply(Map, new ApplyOptions { FieldManager = "me" }).ContentType);
    }

    [Fact]
    public void An_apply_says_only_what_is_set()
    {
        var body = Text(Requests.Apply(Map, new ApplyOptions { FieldManager = "me" }));

        Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","namespace":"x"}}""", body);
    }

    [Fact]
    public void What_cannot_be_addressed_says_what_is_missing()
    {
        Assert.Contains("set metadata.name", Assert.Throws<ArgumentException>(() => Requests.Get(ConfigMap.Type, new ObjectKey("x", ""))).Message, StringComparison.Ordinal);
        Assert.Contains("set metadata.namespace of 'web'", Assert.Throws<ArgumentException>(() => Requests.Get(ConfigMap.Type, new ObjectKey(null, "web"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secrets/a")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a%2Fb")]
    public void A_name_cannot_lead_to_another_path(string name) =>
        Assert.Equal($"/api/v1/namespaces/x/configmaps/{Uri.EscapeDataString(name)}", Requests.Get(ConfigMap.Type, new ObjectKey("x", name)).PathAndQuery);

    [Fact]
    public void Reads_of_metadata_ask_for_nothing_else()
    {
        Assert.Equal(
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json",
            Requests.MetadataOnly(Requests.List(Pod.Type, new ListOptions())).Accept);
        Assert.StartsWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", Requests.MetadataOnly(Requests.Watch(Pod.Type, new WatchOptions())).Accept, StringComparison.Ordinal);
        Assert.StartsWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", Requests.MetadataOnly(Requests.Get(Pod.Type, Web)).Accept, StringComparison.Ordinal);
    }

    private static string Text(KubeRequest request) => Encoding.UTF8.GetString(request.Body.Span);
}
