using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Observe.Measuring;

/// <summary>Reads the token for a metrics server from a Secret beside the app. It is read anew each time, kept nowhere, and said to nobody but that server.</summary>
internal sealed class BearerTokens(KubeClient client)
{
    /// <summary>The token, or null where the spec asks for none.</summary>
    /// <exception cref="MetricException">There is none, or one that no header can carry.</exception>
    public async Task<string?> FindAsync(Observed observed, KeyReference? reference, CancellationToken cancellationToken)
    {
        if (reference is null) return null;
        var data = (await ReadAsync(observed.Namespace, reference, cancellationToken))?.Data?.GetValueOrDefault(reference.Key);
        if (data is null) return reference.Optional == true ? null : throw new MetricException($"Secret {reference.Name} with key {reference.Key}, for the token, is not in namespace {observed.Namespace}");
        var token = Encoding.UTF8.GetString(data).Trim();
        return token.Length > 0 && token.All(letter => letter is > ' ' and <= '~')
            ? token
            : throw new MetricException($"key {reference.Key} of Secret {reference.Name} holds no token: write one line of letters without spaces");
    }

    private async Task<Secret?> ReadAsync(string @namespace, KeyReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindAsync<Secret>(new ObjectKey(@namespace, reference.Name), cancellationToken);
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            throw new MetricException($"the operator may not read Secret {reference.Name}: grant it get on secrets, as config/rbac/role.yaml does");
        }
    }
}
