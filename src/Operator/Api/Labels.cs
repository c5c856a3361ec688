namespace Operator.Api;

/// <summary>Labels of an app's children: the only place where they are spelled.</summary>
public static class Labels
{
    public const string Name = "app.kubernetes.io/name";
    public const string Instance = "app.kubernetes.io/instance";
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Component = "app.kubernetes.io/component";

    /// <summary>Set by Kubernetes on each pod of a StatefulSet.</summary>
    public const string Revision = "controller-revision-hash";

    public const string Application = "counterapp";
    public const string Manager = ApiGroup.FieldManager;

    /// <summary>The pods of the first colour, their set and claims, and the Services in front of them.</summary>
    public const string AppComponent = "app";

    /// <summary>What tells the pods of one colour from those of the other: an app that never had a second one needs no label more.</summary>
    public static string ComponentOf(string colour) => colour == Colour.Blue ? AppComponent : $"{AppComponent}-{colour}";

    /// <summary>Selects every child of every app.</summary>
    public const string AllChildren = $"{ManagedBy}={Manager}";

    /// <summary>What every child of <paramref name="app"/> carries.</summary>
    public static IReadOnlyDictionary<string, string> For(string app, string component = AppComponent) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Component] = component,
        [Instance] = app,
        [ManagedBy] = Manager,
        [Name] = Application,
    };

    /// <summary>What picks the pods of <paramref name="app"/>. Immutable in a StatefulSet: it must never change.</summary>
    public static IReadOnlyDictionary<string, string> Selector(string app, string component = AppComponent) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Component] = component,
        [Instance] = app,
        [Name] = Application,
    };

    /// <summary>What picks the pods of both colours.</summary>
    public static IReadOnlyDictionary<string, string> AllPods(string app) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Instance] = app,
        [Name] = Application,
    };

    /// <summary>A selector as text: <c>a=b,c=d</c>.</summary>
    public static string AsText(IReadOnlyDictionary<string, string> selector) =>
        string.Join(',', selector.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
