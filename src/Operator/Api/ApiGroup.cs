namespace Operator.Api;

/// <summary>The API group of the CounterApp and the name under which the operator owns fields.</summary>
public static class ApiGroup
{
    public const string Name = "counterapp.io";
    public const string Version = "v1alpha1";
    public const string FieldManager = "counterapp-operator";
}
