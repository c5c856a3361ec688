using System.Security.Cryptography;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Desired;
using Operator.Observe;

namespace Operator.Apply;

/// <summary>
/// The Secret by which an app's pods know the operator. It is made before the pods, and anew where somebody has deleted it; it is never changed:
/// pods read it when they start.
/// </summary>
internal sealed class HandOverToken(KubeClient client, ILogger<HandOverToken> logger)
{
    private const int Bytes = 32;
    private const string Kind = "Secret";

    /// <summary>Makes sure that it is there before a set that is about to be created, or to get its first pods.</summary>
    public async Task EnsureAsync(Observed observed, DesiredState? desired, CancellationToken cancellationToken)
    {
        var isNew = (desired?.Set is not null && observed.Set is null) || (desired?.Beside is not null && observed.Beside.IsDown);
        if (!isNew) return;
        try
        {
            await MakeAsync(observed, cancellationToken);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            await CheckAsync(observed, cancellationToken);
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            // The app can do without until visits have to be handed over, and then it is told.
            ServerRefusal.Outcome(logger, observed, Kind, Names.HandOverSecret(observed.Name), e);
        }
    }

    /// <summary>What it says, after it was made anew where it was missing; null when it says nothing, or may not be made.</summary>
    public async Task<HandOverKey?> TakeAsync(Observed observed, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await client.FindAsync<Secret>(new ObjectKey(observed.Namespace, Names.HandOverSecret(observed.Name)), cancellationToken)
                ?? await MakeAsync(observed, cancellationToken);
            return secret.Data?.GetValueOrDefault(Names.HandOverToken) is { } token ? new HandOverKey(Encoding.UTF8.GetString(token), secret.Metadata.CreationTimestamp) : null;
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            ServerRefusal.Outcome(logger, observed, Kind, Names.HandOverSecret(observed.Name), e);
            return null;
        }
    }

    private async Task<Secret> MakeAsync(Observed observed, CancellationToken cancellationToken)
    {
        var made = await client.CreateAsync(New(observed.App), null, cancellationToken);
        ApplyLog.Created(logger, observed.Namespace, observed.Name, Kind, Names.HandOverSecret(observed.Name));
        return made;
    }

    /// <summary>Any token will do that the pods are given, too; but one of a deleted app of the same name is about to go with that app.</summary>
    private async Task CheckAsync(Observed observed, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(observed.Namespace, Names.HandOverSecret(observed.Name));
        if (await client.FindAsync<Secret>(key, cancellationToken) is { } there && Ownership.IsOfNamesake(there, observed.App))
            throw new IOException($"Secret {key.Name} belongs to a deleted CounterApp of the same name; waits until it is gone.");
    }

    private static Secret New(CounterApp app) => new()
    {
        Metadata = ChildMetadata.For(app, Names.HandOverSecret(app.Metadata.Name ?? "")),
        StringData = new Dictionary<string, string> { [Names.HandOverToken] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)) },
        Type = "Opaque",
        Immutable = true,
    };
}
