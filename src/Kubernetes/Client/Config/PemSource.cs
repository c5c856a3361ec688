using System.Text;

namespace Kubernetes.Client.Config;

/// <summary>A certificate or key of a kubeconfig: in the file itself as base64 (<c>…-data</c>, which wins), or a path.</summary>
internal static class PemSource
{
    public static (string? Pem, string? File) Read(YamlMap map, string key) => Inline(map, key + "-data") is { } pem ? (pem, null) : (null, map.PathOf(key));

    private static string? Inline(YamlMap map, string key)
    {
        if (map.Text(key) is not { } data) return null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException)
        {
            throw new ConfigException($"The {key} of the {map.Place} is not base64: it is the PEM text as one line of base64, or write {key[..^"-data".Length]} with a path.");
        }
    }
}
