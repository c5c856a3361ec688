using System.Net;

namespace Operator;

/// <summary>An address to listen on, as kubebuilder's flags write it: <c>:8080</c>, <c>127.0.0.1:8080</c>, or <c>0</c> for none.</summary>
internal static class BindAddress
{
    /// <summary>False when the text is no address; null in <paramref name="address"/> means: do not listen.</summary>
    public static bool TryParse(string text, out IPEndPoint? address)
    {
        address = null;
        if (text is "0" or "") return true;
        var full = text.StartsWith(':') ? $"0.0.0.0{text}" : text.StartsWith("localhost:", StringComparison.Ordinal) ? $"127.0.0.1{text[9..]}" : text;
        if (!IPEndPoint.TryParse(full, out var parsed) || parsed.Port == 0) return false;
        address = text.StartsWith(':') ? new IPEndPoint(IPAddress.IPv6Any, parsed.Port) : parsed;
        return true;
    }
}
