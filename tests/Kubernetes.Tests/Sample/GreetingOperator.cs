using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;

namespace Greeting;

/// <summary>Keeps a config map "greeting" in every namespace that carries the label "greet".</summary>
public sealed class GreetingOperator(KubeClient client) : IReconciler
{
    private readonly Informer<Namespace> _namespaces = new(client, new() { LabelSelector = "greet" });
    private readonly Informer<ConfigMap> _greetings = new(client, new() { LabelSelector = "app=greeting" });

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _namespaces.RunAsync(cancellationToken),
        _greetings.RunAsync(cancellationToken),
        Controller.Create("greeting", this).For(_namespaces).Watches(_greetings, map => [new(null, map.Metadata.Namespace!)]).RunAsync(cancellationToken));

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_namespaces.Store.Find(key)?.Metadata.Labels?["greet"] is not { } name) return Outcome.AwaitChange;
        var found = _greetings.Store.Find(new(key.Name, "greeting"));
        if (found?.Data?.GetValueOrDefault("text") == $"Hello {name}") return Outcome.AwaitChange;
        var meta = new ObjectMeta { Name = "greeting", Namespace = key.Name, Labels = new Dictionary<string, string> { ["app"] = "greeting" } };
        var wanted = new ConfigMap { Metadata = meta, Data = new Dictionary<string, string> { ["text"] = $"Hello {name}" } };
        await client.ApplyAsync(wanted, new() { FieldManager = "greeting", Force = true }, cancellationToken);
        return Outcome.AwaitChange;
    }
}
