namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>A token with its text as it stands in the source.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>As in messages about unexpected input.</summary>
    public string Shown => Kind == TokenKind.End ? "<EOF>" : Text;
}
