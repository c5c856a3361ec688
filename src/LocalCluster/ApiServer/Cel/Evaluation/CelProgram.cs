namespace LocalCluster.ApiServer.Cel.Evaluation;

/// <summary>A compiled expression. It holds no state between evaluations and may be used by several threads.</summary>
internal sealed class CelProgram(Computation root, int slots)
{
    /// <summary>A value, or a <see cref="Values.CelError"/>.</summary>
    public object Evaluate(params ReadOnlySpan<object> variables)
    {
        var frame = new object[slots];
        variables.CopyTo(frame);
        return root.Evaluate(frame);
    }
}
