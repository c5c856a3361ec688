using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace EndToEnd.Tests.Visiting;

/// <summary>An app as those meet it who know nothing of its operator: users at its node port, and whoever reads its pods and its volumes.</summary>
internal sealed record VisitedApp(KubeClient Client, string NodeAddress, ObjectKey Key)
{
    private const int MostPods = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The directory of its namespace's volumes; null where it takes a pod to read one.</summary>
    public string? Volumes { get; init; }

    public string VolumeName { get; init; } = "visits";

    public async Task<Uri> UrlAsync()
    {
        var service = await Client.GetAsync<Service>(Key, CancellationToken.None);
        return new Uri($"http://{NodeAddress}:{service.Spec!.Ports![0].NodePort}/");
    }

    public async Task<IReadOnlyList<Pod>> PodsAsync() =>
        (await Client.ListAsync<Pod>(new ListOptions { Namespace = Key.Namespace, LabelSelector = $"{Labels.Instance}={Key.Name}" }, CancellationToken.None)).Items;

    public Task<CounterApp?> FindAsync() => Client.FindAsync<CounterApp>(Key, CancellationToken.None);

    /// <summary>What a pod knows, by who counted it (docs/app.md); null when it does not answer.</summary>
    public async Task<JsonObject?> AskAsync(Pod pod)
    {
        var path = $"/api/v1/namespaces/{Key.Namespace}/pods/{pod.Metadata.Name}:{pod.Spec!.Containers![0].Ports![0].ContainerPortValue}/proxy/visits";
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var response = await Client.SendAsync(new KubeRequest(HttpMethod.Get, path) { MayRetry = false }, patience.Token);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(patience.Token))?["entries"] as JsonObject;
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or OperationCanceledException or TimeoutException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Read as any process outside may read them, whether the pods are up or not: the app's file is never behind an answer (docs/app.md).</summary>
    public async Task<VolumeReading> ReadVolumesAsync()
    {
        var volumes = new List<(int Ordinal, List<long> Visits)>();
        for (var ordinal = 0; ordinal < MostPods; ordinal++)
        {
            long?[] visits = [await ReadAsync(ordinal, Colour.Blue), await ReadAsync(ordinal, Colour.Green)];
            if (visits.Any(number => number is not null)) volumes.Add((ordinal, [.. visits.OfType<long>()]));
        }

        return new VolumeReading(volumes.Sum(volume => volume.Visits.Max()), volumes.Sum(volume => volume.Visits.Sum()), [.. volumes.Select(volume => volume.Ordinal)]);
    }

    /// <summary>Null where there is no such volume, or nothing on it yet.</summary>
    private async Task<long?> ReadAsync(int ordinal, string colour)
    {
        const string File = "visits.txt";
        var claim = Names.Claim(VolumeName, Key.Name, ordinal, colour);
        try
        {
            if (Volumes is { } directory) return System.IO.File.Exists(Path.Combine(directory, claim, File)) ? Number(await System.IO.File.ReadAllTextAsync(Path.Combine(directory, claim, File))) : null;
            if (await Client.FindAsync<PersistentVolumeClaim>(Key with { Name = claim }, CancellationToken.None) is null) return null;
            return await new VolumeReader(Client).ReadAsync(claim, File) is { Length: > 0 } text ? Number(text) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
