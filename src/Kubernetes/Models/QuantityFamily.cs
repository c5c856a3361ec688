namespace Kubernetes.Models;

/// <summary>How a quantity was written: its canonical form keeps to that.</summary>
internal enum QuantityFamily
{
    /// <summary><c>500m</c>, <c>2</c>, <c>10M</c>.</summary>
    Decimal,

    /// <summary><c>10Mi</c>.</summary>
    Binary,

    /// <summary><c>1e3</c>.</summary>
    Exponent,
}
