using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Observe;

namespace Operator.Status;

/// <summary>The only writer of a CounterApp's status. Writes by server-side apply, and only what has changed.</summary>
internal sealed class StatusWriter(KubeClient client, ILogger<StatusWriter> logger)
{
    private static readonly ApplyOptions Options = new() { FieldManager = ApiGroup.FieldManager, Force = true, Subresource = "status" };

    public async Task WriteAsync(Observed observed, CounterAppStatus status, CancellationToken cancellationToken)
    {
        var before = observed.App.Status;
        if (before is not null && Text(Ours(before, status)) == Text(status)) return;
        try
        {
            await client.ApplyPartAsync<CounterApp, CounterAppReport>(Report(observed, status), Options, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound || (e.IsConflict && observed.IsBeingDeleted))
        {
            return;
        }

        if (before?.Phase != status.Phase || before?.Message != status.Message)
            StatusLog.Changed(logger, observed.Namespace, observed.Name, status.Phase, status.Message);
    }

    /// <summary>Conditions of others are theirs: they neither count as a change nor are they written.</summary>
    private static CounterAppStatus Ours(CounterAppStatus status, CounterAppStatus next) => status with
    {
        Conditions = [.. (next.Conditions ?? []).Select(mine => status.Conditions?.FirstOrDefault(c => c.Type == mine.Type)).OfType<Condition>()],
    };

    /// <summary>The UID makes sure that a namesake that was created in the meantime gets no status of its predecessor's.</summary>
    private static CounterAppReport Report(Observed observed, CounterAppStatus status) => new()
    {
        Metadata = new ObjectMeta { Name = observed.Name, Namespace = observed.Namespace, Uid = observed.App.Metadata.Uid },
        Status = status,
    };

    private static string Text(CounterAppStatus status) => JsonSerializer.Serialize(status, ApiJson.TypeInfo<CounterAppStatus>());
}
