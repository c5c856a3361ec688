namespace LocalCluster.ApiServer.Admission;

/// <summary>Which rules belong to which built-in kind.</summary>
internal static class KindRuleTable
{
    public static KindRules For(string group, string kind) => (group, kind) switch
    {
        ("", "Namespace") => new NamespaceRules(),
        ("", "Service") => new ServiceRules(),
        _ => KindRules.Generic,
    };
}
