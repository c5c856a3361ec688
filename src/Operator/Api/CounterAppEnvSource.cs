using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>Where a variable's value comes from: exactly one of the four.</summary>
[Rule("[has(self.configMapKeyRef), has(self.secretKeyRef), has(self.fieldRef), has(self.resourceFieldRef)].filter(given, given).size() == 1",
    "valueFrom needs exactly one of configMapKeyRef, secretKeyRef, fieldRef and resourceFieldRef")]
public sealed record CounterAppEnvSource
{
    [Description("A key of a ConfigMap in the same namespace.")]
    public KeyReference? ConfigMapKeyRef { get; init; }

    [Description("A key of a Secret in the same namespace.")]
    public KeyReference? SecretKeyRef { get; init; }

    [Description("A field of the pod.")]
    public FieldReference? FieldRef { get; init; }

    [Description("A resource limit or request of a container.")]
    public ResourceFieldReference? ResourceFieldRef { get; init; }
}
