using LocalCluster.ApiServer.Definitions;

namespace LocalCluster.ApiServer.Admission;

/// <summary>Which rules belong to which built-in kind.</summary>
internal static class KindRuleTable
{
    public static KindRules For(string group, string kind) => (group, kind) switch
    {
        ("", "Namespace") => new NamespaceRules(),
        ("", "Pod") => new PodRules(),
        ("", "Service") => new ServiceRules(),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => new DefinitionRules(),
        _ => KindRules.Generic,
    };
}
