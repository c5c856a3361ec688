using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Autoscaling;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>What a user changes, and what becomes of it.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_new_image_rolls_from_the_highest_ordinal_down_and_keeps_every_count()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web", replicas: 3));
        await playground.ReadyAsync("web", 3);
        await Visitors.VisitAsync(await playground.UrlAsync("web"), 30);
        using var order = new PodOrder(playground.Client);

        await PatchAsync(playground, "web", """{"spec":{"image":"counterapp:2.0"}}""");
        await playground.ReadyAsync("web", 3);

        await Eventually.Succeeds(() =>
        {
            Assert.Equal(["web-2", "web-1", "web-0"], order.Created);
            return Task.CompletedTask;
        });
        var total = 0L;
        foreach (var ordinal in new[] { 0, 1, 2 }) total += await playground.VisitsOnVolumeAsync($"visits-web-{ordinal}");
        Assert.Equal(30, total);
        var pod = await playground.FindPodAsync("web-0");
        Assert.Equal("counterapp:2.0", pod!.Spec!.Containers![0].Image);
    }

    [Fact]
    public async Task Scaling_through_the_scale_subresource_adds_and_removes_pods()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web"));
        await playground.ReadyAsync("web", 1);

        await ScaleAsync(playground, 3);
        var grown = await playground.ReadyAsync("web", 3);
        await ScaleAsync(playground, 1);
        await playground.ReadyAsync("web", 1);

        Assert.Equal("3/3", grown.Status!.Ready);
        var claims = await playground.Client.ListAsync<PersistentVolumeClaim>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None);
        Assert.Equal(3, claims.Items.Count);
    }

    [Theory]
    [InlineData("""{"spec":{"image":"counterapp:1.0","replicas":-1}}""", "spec.replicas")]
    [InlineData("""{"spec":{"image":"counterapp:1.0","port":99999}}""", "spec.port")]
    [InlineData("""{"spec":{"replicas":1}}""", "spec.image")]
    [InlineData("""{"spec":{"image":""}}""", "spec.image")]
    [InlineData("""{"spec":{"image":"counterapp:1.0","colour":"blue"}}""", "spec.colour")]
    [InlineData("""{"spec":{"image":"counterapp:1.0","updateStrategy":{"type":"Rolling"}}}""", "spec.updateStrategy.type")]
    public async Task A_bad_field_is_refused_by_name(string spec, string field)
    {
        await using var playground = await Playground.StartAsync(withOperator: false);

        var refused = await Assert.ThrowsAsync<ApiException>(() => PostAsync(playground, spec));

        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_named_in_the_message_and_heals_when_it_is_fixed()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web", image: "no-such-image:1.0"));
        await Eventually.Succeeds(async () =>
        {
            var app = await playground.FindAppAsync("web");
            Assert.Matches("ErrImagePull|ImagePullBackOff", app!.Status?.Message ?? "");
        });

        await PatchAsync(playground, "web", """{"spec":{"image":"counterapp:1.0"}}""");

        await playground.ReadyAsync("web", 1);
    }

    [Fact]
    public async Task A_changed_or_deleted_child_is_put_back()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web"));
        await playground.ReadyAsync("web", 1);

        await playground.Client.PatchAsync<StatefulSet>(
            Playground.Key("web"), Patch.Merge(JsonNode.Parse("""{"spec":{"replicas":2}}""")!.AsObject()), null, CancellationToken.None);
        await playground.Client.DeleteAsync<Service>(Playground.Key("web"), null, CancellationToken.None);

        await Eventually.Succeeds(async () =>
        {
            Assert.Equal(1, (await playground.Client.GetAsync<StatefulSet>(Playground.Key("web"), CancellationToken.None)).Spec!.Replicas);
            Assert.NotNull(await playground.Client.FindAsync<Service>(Playground.Key("web"), CancellationToken.None));
        });
    }

    [Fact]
    public async Task A_paused_app_is_left_alone_but_its_status_follows()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web"));
        await playground.ReadyAsync("web", 1);

        await PatchAsync(playground, "web", """{"spec":{"paused":true,"replicas":2}}""");

        await Eventually.Succeeds(async () =>
        {
            var app = await playground.FindAppAsync("web");
            Assert.Equal(("Paused", app!.Metadata.Generation), (app.Status!.Phase, app.Status.ObservedGeneration));
        });
        Assert.Equal(1, (await playground.Client.GetAsync<StatefulSet>(Playground.Key("web"), CancellationToken.None)).Spec!.Replicas);
    }

    private static Task PatchAsync(Playground playground, string name, string patch) =>
        playground.Client.PatchAsync<CounterApp>(Playground.Key(name), Patch.Merge(JsonNode.Parse(patch)!.AsObject()), null, CancellationToken.None);

    private static Task ScaleAsync(Playground playground, int replicas) =>
        playground.Client.PatchAsync<CounterApp>(
            Playground.Key("web"),
            Patch.Merge(JsonNode.Parse($$$"""{"spec":{"replicas":{{{replicas}}}}}""")!.AsObject()),
            new WriteOptions { Subresource = "scale" },
            CancellationToken.None);

    private static async Task PostAsync(Playground playground, string spec)
    {
        var body = JsonNode.Parse(spec)!.AsObject();
        body["apiVersion"] = "counterapp.io/v1alpha1";
        body["kind"] = "CounterApp";
        body["metadata"] = new JsonObject { ["name"] = "web" };
        var request = new KubeRequest(HttpMethod.Post, "/apis/counterapp.io/v1alpha1/namespaces/default/counterapps")
        {
            ContentType = KubeRequest.Json,
            Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()),
        };
        using var response = await playground.Client.SendAsync(request.With("fieldValidation", "Strict"), CancellationToken.None);
        Assert.Fail($"accepted: {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
    }
}
