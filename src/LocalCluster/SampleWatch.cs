using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Meta;

namespace LocalCluster;

/// <summary>Waits for a CounterApp to be Ready, by what its status says.</summary>
internal sealed class SampleWatch(KubeClient client, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public async Task<(bool Ready, int? NodePort, string Message)> WaitUntilReadyAsync(ObjectKey app, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var path = $"/apis/counterapp.io/v1alpha1/namespaces/{app.Namespace}/counterapps/{app.Name}";
        var started = time.GetTimestamp();
        while (true)
        {
            using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, path), cancellationToken);
            var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))?["status"];
            var ready = status?["conditions"]?.AsArray().Any(condition => (string?)condition?["type"] == "Ready" && (string?)condition["status"] == "True") ?? false;
            if (ready || time.GetElapsedTime(started) > deadline) return (ready, (int?)status?["nodePort"], (string?)status?["message"] ?? "the operator has not said anything yet");
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }
}
