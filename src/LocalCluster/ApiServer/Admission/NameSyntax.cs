using System.Text.RegularExpressions;

namespace LocalCluster.ApiServer.Admission;

/// <summary>Names, labels and their like, with the words of k8s.io/apimachinery/pkg/util/validation. An empty answer: nothing is wrong.</summary>
internal static partial class NameSyntax
{
    private const string SubdomainPattern = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Label1035Pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string NamePattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string ValuePattern = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
    private const string ConfigKeyPattern = "[-._a-zA-Z0-9]+";

    private const string SubdomainText = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
    private const string LabelText = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
    private const string Label1035Text = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
    private const string NameText = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private const string ValueText = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private const string ConfigKeyText = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";

    public static IReadOnlyList<string> Subdomain(string value) =>
        [.. Longer(value, 253), .. Mismatch(Subdomains(), value, SubdomainText, SubdomainPattern, "example.com")];

    public static IReadOnlyList<string> Label(string value) => [.. Longer(value, 63), .. LabelErrors(value)];

    public static IReadOnlyList<string> Label1035(string value) =>
        [.. Longer(value, 63), .. Mismatch(Labels1035(), value, Label1035Text, Label1035Pattern, "my-name", "abc-123")];

    public static IReadOnlyList<string> LabelValue(string value) =>
        [.. Longer(value, 63), .. Mismatch(Values(), value, ValueText, ValuePattern, "MyValue", "my_value", "12345")];

    public static IReadOnlyList<string> ConfigMapKey(string value) =>
    [
        .. Longer(value, 253),
        .. Mismatch(ConfigKeys(), value, ConfigKeyText, ConfigKeyPattern, "key.name", "KEY_NAME", "key-name"),
        .. Unless(value != ".", "must not be '.'"),
        .. Unless(!value.StartsWith("..", StringComparison.Ordinal), value == ".." ? "must not be '..'" : "must not start with '..'"),
    ];

    /// <summary>A label's or an annotation's key: an optional DNS prefix, a slash, a name.</summary>
    public static IReadOnlyList<string> QualifiedName(string value)
    {
        List<string> errors = [];
        var parts = value.Split('/');
        var name = parts[^1];
        if (parts.Length > 2)
            return [$"a qualified name {RegexError(NameText, NamePattern, "MyName", "my.name", "123-abc")} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        if (parts.Length == 2 && parts[0].Length == 0)
            errors.Add("prefix part must be non-empty");
        else if (parts.Length == 2)
            errors.AddRange(Subdomain(parts[0]).Select(wrong => "prefix part " + wrong));
        if (name.Length == 0)
            errors.Add("name part must be non-empty");
        else if (name.Length > 63)
            errors.Add("name part must be no more than 63 bytes");
        if (!Names().IsMatch(name))
            errors.Add("name part " + RegexError(NameText, NamePattern, "MyName", "my.name", "123-abc"));
        return errors;
    }

    /// <summary>The name of a port: an IANA service name.</summary>
    public static IReadOnlyList<string> PortName(string value) =>
    [
        .. Unless(value.Length <= 15, "must be no more than 15 characters"),
        .. Unless(PortCharacters().IsMatch(value), "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"),
        .. Unless(value.Any(char.IsAsciiLetterLower), "must contain at least one letter (a-z)"),
        .. Unless(!value.Contains("--", StringComparison.Ordinal), "must not contain consecutive hyphens"),
        .. Unless(value.Length > 0 && value[0] != '-' && value[^1] != '-', "must not begin or end with a hyphen"),
    ];

    /// <summary>The name of an environment variable; almost anything goes since KEP-4369.</summary>
    public static IReadOnlyList<string> EnvironmentName(string value) =>
        [.. Unless(value.Length > 0 && value.All(c => c is >= ' ' and <= '~' and not '='), "a valid environment variable name must consist only of printable ASCII characters other than '='")];

    public static IReadOnlyList<string> HttpHeader(string value) =>
    [
        .. Unless(
            value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'),
            RegexError("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")),
    ];

    /// <summary>Names that stand in a path as they are: RBAC's, for one.</summary>
    public static IReadOnlyList<string> PathSegment(string value) => value switch
    {
        "." or ".." => [$"may not be '{value}'"],
        _ => [.. Unless(!value.Contains('/', StringComparison.Ordinal), "may not contain '/'"), .. Unless(!value.Contains('%', StringComparison.Ordinal), "may not contain '%'")],
    };

    internal static string RegexError(string message, string pattern, params string[] examples) =>
        $"{message} (e.g. {string.Join(" or ", examples.Select(example => $"'{example}', "))}regex used for validation is '{pattern}')";

    private static IEnumerable<string> LabelErrors(string value) => Mismatch(Labels(), value, LabelText, LabelPattern, "my-name", "123-abc");

    private static IEnumerable<string> Mismatch(Regex regex, string value, string message, string pattern, params string[] examples) =>
        regex.IsMatch(value) ? [] : [RegexError(message, pattern, examples)];

    private static IEnumerable<string> Longer(string value, int limit) => Unless(value.Length <= limit, $"must be no more than {limit} bytes");

    private static IEnumerable<string> Unless(bool holds, string error) => holds ? [] : [error];

    [GeneratedRegex($"^{SubdomainPattern}\\z")]
    private static partial Regex Subdomains();

    [GeneratedRegex($"^{LabelPattern}\\z")]
    private static partial Regex Labels();

    [GeneratedRegex($"^{Label1035Pattern}\\z")]
    private static partial Regex Labels1035();

    [GeneratedRegex($"^{NamePattern}\\z")]
    private static partial Regex Names();

    [GeneratedRegex($"^{ValuePattern}\\z")]
    private static partial Regex Values();

    [GeneratedRegex("^[-a-z0-9]+\\z")]
    private static partial Regex PortCharacters();

    [GeneratedRegex($"^{ConfigKeyPattern}\\z")]
    private static partial Regex ConfigKeys();
}
