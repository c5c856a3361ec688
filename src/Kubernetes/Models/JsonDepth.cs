namespace Kubernetes.Models;

/// <summary>
/// How deep objects may be nested. The API server takes up to 10,000 levels; .NET's usual 64 would let one deep object of a free-form field
/// stop the watch of all objects of its kind. What is deeper than this could exhaust the stack of whoever walks it.
/// </summary>
public static class JsonDepth
{
    public const int Most = 1000;
}
