using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Operator.Notifications;

/// <summary>Reads the address of a webhook from its Secret, each time that it is needed: nothing of it is kept, and nothing of it is told.</summary>
internal sealed class WebhookSecrets(KubeClient client)
{
    /// <summary>The address, or why there is none.</summary>
    public async Task<(Uri? Address, Delivery? Problem)> ReadAsync(Notification notification, CancellationToken cancellationToken)
    {
        var (name, key, place) = (notification.Webhook.SecretRef.Name, notification.Webhook.SecretRef.Key, notification.Payload.Namespace);
        try
        {
            var secret = await client.FindAsync<Secret>(new ObjectKey(place, name), cancellationToken);
            if (secret is null) return (null, new Delivery.Unusable($"Secret {name} does not exist: kubectl create secret generic {name} -n {place} --from-literal={key}=https://… makes it"));
            if (secret.Data?.GetValueOrDefault(key) is not { Length: > 0 } value)
                return (null, new Delivery.Unusable($"Secret {name} has no key {key}: add it, with the address as its value, or correct secretRef.key"));
            return Parse(value) is { } address
                ? (address, null)
                : (null, new Delivery.Unusable($"what stands under key {key} of Secret {name} is no address: write one that begins with https:// or http://"));
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return (null, new Delivery.Unusable("the operator may not read Secrets: grant it get on secrets, as config/rbac/role.yaml does"));
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
        {
            return (null, new Delivery.Failed($"Secret {name} could not be read from the API server"));
        }
    }

    private static Uri? Parse(byte[] value) =>
        Uri.TryCreate(Encoding.UTF8.GetString(value).Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0
            ? address
            : null;
}
