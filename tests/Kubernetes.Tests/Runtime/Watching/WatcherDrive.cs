using Kubernetes.Models.Core;
using Kubernetes.Runtime.Watching;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Watching;

/// <summary>Takes a watcher through its steps and writes down what each one said.</summary>
internal sealed class WatcherDrive(ListWatchScript script, FakeTimeProvider time)
{
    public static string Parameter(string path, string name) =>
        path.Split('?', '&').FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";

    public async Task<Seen> StepAsync(WatcherOptions options, int steps)
    {
        var watcher = new Watcher<ConfigMap>(script.Client(time), options, time);
        var seen = new Seen(watcher, watcher.Start, []);
        for (var i = 0; i < steps; i++) seen = await StepOnceAsync(seen);
        return seen;
    }

    public static async Task<Seen> StepOnceAsync(Seen seen)
    {
        var (happened, next) = await seen.Watcher.StepAsync(seen.State, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        return seen with { State = next, Events = [.. seen.Events, Name(happened)] };
    }

    private static string Name(StoreEvent<ConfigMap>? happened) => happened switch
    {
        null => "-",
        StoreEvent<ConfigMap>.Apply one => $"Apply {one.Object.Metadata.Name}",
        StoreEvent<ConfigMap>.InitApply one => $"InitApply {one.Object.Metadata.Name}",
        StoreEvent<ConfigMap>.Delete one => $"Delete {one.Object.Metadata.Name}",
        StoreEvent<ConfigMap>.InitPage page => $"InitPage {page.Objects.Count}",
        StoreEvent<ConfigMap>.InitLast last => $"InitLast {last.ResourceVersion}",
        StoreEvent<ConfigMap>.InitDone done => $"InitDone {done.ResourceVersion}",
        StoreEvent<ConfigMap>.Progress mark => $"Progress {mark.ResourceVersion}",
        _ => happened.GetType().Name,
    };

    internal sealed record Seen(Watcher<ConfigMap> Watcher, WatchState<ConfigMap> State, IReadOnlyList<string> Events);
}
