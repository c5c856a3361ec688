namespace Operator.Api;

/// <summary>Names of an app's children: the only place where they are spelled.</summary>
public static class Names
{
    /// <summary>The app's container in its pods.</summary>
    public const string Container = "app";

    /// <summary>The port of the app's container and of its Services.</summary>
    public const string Port = "http";

    /// <summary>
    /// A pod carries the label <c>controller-revision-hash: &lt;set&gt;-&lt;hash&gt;</c>, and a label holds 63 characters: 10 for the hash,
    /// 1 for its dash, 6 for <c>-green</c>. A Service's name is a DNS-1035 label.
    /// </summary>
    public const int MaxLength = 46;

    public const string Rule =
        "metadata.name must be at most 46 characters of a-z, 0-9 and -, begin with a letter and not end with -: its StatefulSet and Services carry the name";

    public static string StatefulSet(string app, string colour = Colour.Blue) => colour == Colour.Blue ? app : $"{app}-{colour}";

    /// <summary>The Service that users call.</summary>
    public static string Service(string app) => app;

    /// <summary>The Service that leads to a new colour before the switch.</summary>
    public static string PreviewService(string app) => $"{app}-preview";

    /// <summary>The Secret whose token lets the operator, and nobody else, carry visits from one colour to the other.</summary>
    public static string HandOverSecret(string app) => $"{app}-handover";

    /// <summary>The key in that Secret.</summary>
    public const string HandOverToken = "token";

    /// <summary>The headless Service that gives each pod a name of its own.</summary>
    public static string PodsService(string app) => $"{app}-pods";

    public static string Pod(string app, int ordinal, string colour = Colour.Blue) => $"{StatefulSet(app, colour)}-{ordinal}";

    public static string Claim(string volume, string app, int ordinal, string colour = Colour.Blue) => $"{volume}-{StatefulSet(app, colour)}-{ordinal}";

    /// <summary>The ordinal in a pod's or claim's name, or null when the name does not begin as that of <paramref name="owner"/>'s do.</summary>
    public static int? Ordinal(string name, string owner) =>
        name.Length > owner.Length + 1 && name.StartsWith(owner, StringComparison.Ordinal) && name[owner.Length] == '-'
            && int.TryParse(name.AsSpan(owner.Length + 1), System.Globalization.NumberStyles.None, null, out var ordinal)
            ? ordinal
            : null;

    /// <summary>Whether a CounterApp of this name can have children of valid names.</summary>
    public static bool IsValid(string app) =>
        app.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterLower(app[0])
        && app[^1] != '-'
        && app.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
