using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Autoscaling;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>What a user changes, and what becomes of it.</summary>
public sealed class ChangeTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private Playground Playground => shared.Playground;

    [Fact]
    public async Task A_new_image_rolls_from_the_highest_ordinal_down_and_keeps_every_count()
    {
        await Playground.CreateAsync(AnApp.Named("rolled", replicas: 3));
        await Playground.ReadyAsync("rolled", 3);
        await using var traffic = await Playground.VisitAsync("rolled");
        using var order = new PodOrder(shared.Client, "rolled");

        await shared.PatchAppAsync("rolled", """{"image":"counterapp:2.0"}""");
        await Playground.ReadyAsync("rolled", 3);

        await Eventually.Succeeds(() =>
        {
            Assert.Equal(["rolled-2", "rolled-1", "rolled-0"], order.Created);
            return Task.CompletedTask;
        });
        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.Equal("counterapp:2.0", (await Playground.FindPodAsync("rolled-0"))!.Spec!.Containers![0].Image);
    }

    [Fact]
    public async Task Scaling_through_the_scale_subresource_adds_and_removes_pods()
    {
        await Playground.CreateAsync(AnApp.Named("scaled"));
        await Playground.ReadyAsync("scaled", 1);
        await using var traffic = await Playground.VisitAsync("scaled");

        await ScaleAsync("scaled", 3);
        var grown = await Playground.ReadyAsync("scaled", 3);
        await ScaleAsync("scaled", 1);
        await Playground.ReadyAsync("scaled", 1);

        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.Equal("3/3", grown.Status!.Ready);
        foreach (var ordinal in new[] { 0, 1, 2 }) Assert.False(await shared.IsGoneAsync<PersistentVolumeClaim>($"visits-scaled-{ordinal}"));
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
        var refused = await Assert.ThrowsAsync<ApiException>(() => PostAsync(spec));

        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_named_in_the_message_and_heals_when_it_is_fixed()
    {
        await Playground.CreateAsync(AnApp.Named("healed", image: "no-such-image:1.0"));
        await Eventually.Succeeds(async () =>
        {
            var app = await Playground.FindAppAsync("healed");
            Assert.Matches("ErrImagePull|ImagePullBackOff", app!.Status?.Message ?? "");
        });

        await shared.PatchAppAsync("healed", """{"image":"counterapp:1.0"}""");

        await Playground.ReadyAsync("healed", 1);
        await using var traffic = await Playground.VisitAsync("healed");
        await traffic.EndAsync(Promise.NoRequestFails);
    }

    [Fact]
    public async Task A_changed_or_deleted_child_is_put_back()
    {
        await Playground.CreateAsync(AnApp.Named("robbed"));
        await Playground.ReadyAsync("robbed", 1);
        await using var traffic = await Playground.VisitAsync("robbed");

        await shared.PatchAsync<StatefulSet>("robbed", """{"spec":{"replicas":2}}""");
        await shared.Client.DeleteAsync<Service>(Playground.Key("robbed"), null, CancellationToken.None);

        await Eventually.Succeeds(async () =>
        {
            Assert.Equal(1, (await shared.Client.GetAsync<StatefulSet>(Playground.Key("robbed"), CancellationToken.None)).Spec!.Replicas);
            Assert.NotNull(await shared.Client.FindAsync<Service>(Playground.Key("robbed"), CancellationToken.None));
        });
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [Fact]
    public async Task A_paused_app_is_left_alone_but_its_status_follows()
    {
        await Playground.CreateAsync(AnApp.Named("paused"));
        await Playground.ReadyAsync("paused", 1);
        await using var traffic = await Playground.VisitAsync("paused");

        await shared.PatchAppAsync("paused", """{"paused":true,"replicas":2}""");

        await Eventually.Succeeds(async () =>
        {
            var app = await Playground.FindAppAsync("paused");
            Assert.Equal(("Paused", app!.Metadata.Generation), (app.Status!.Phase, app.Status.ObservedGeneration));
        });
        Assert.Equal(1, (await shared.Client.GetAsync<StatefulSet>(Playground.Key("paused"), CancellationToken.None)).Spec!.Replicas);
        await traffic.EndAsync(Promise.NoRequestFails);
    }

    private Task ScaleAsync(string name, int replicas) =>
        shared.Client.PatchAsync<CounterApp>(
            Playground.Key(name),
            Patch.Merge(JsonNode.Parse($$$"""{"spec":{"replicas":{{{replicas}}}}}""")!.AsObject()),
            new WriteOptions { Subresource = "scale" },
            CancellationToken.None);

    private async Task PostAsync(string spec)
    {
        var body = JsonNode.Parse(spec)!.AsObject();
        body["apiVersion"] = "counterapp.io/v1alpha1";
        body["kind"] = "CounterApp";
        body["metadata"] = new JsonObject { ["name"] = "refused" };
        var request = new KubeRequest(HttpMethod.Post, $"/apis/counterapp.io/v1alpha1/namespaces/{Playground.Namespace}/counterapps")
        {
            ContentType = KubeRequest.Json,
            Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()),
        };
        using var response = await shared.Client.SendAsync(request.With("fieldValidation", "Strict"), CancellationToken.None);
        Assert.Fail($"accepted: {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
    }
}
