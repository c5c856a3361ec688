using System.Buffers;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>What an HTTP request line may carry: an absolute URI, or an absolute path.</summary>
internal static class UriFormat
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly SearchValues<char> NeverInHosts = SearchValues.Create(" <>\"`{}|\\^");

    public static bool IsRequestUri(string text)
    {
        if (text.Length == 0 || text.Any(c => c is < ' ' or '\x7f'))
            return false;
        if (text[0] == '/')
            return HasGoodEscapes(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0
            && HasGoodEscapes(text) && HasGoodAuthority(text[(colon + 1)..]);
    }

    private static bool HasGoodEscapes(string text)
    {
        var path = text.Split('?', 2)[0];
        for (var i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2]))
                return false;
        }

        return true;
    }

    private static bool HasGoodAuthority(string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return true;
        var authority = rest[2..].Split('/', '?')[0];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        if (host.AsSpan().IndexOfAny(NeverInHosts) >= 0)
            return false;
        var port = host.LastIndexOf(':');
        return port < 0 || host.EndsWith(']') || host.AsSpan(port + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
