namespace LocalCluster.ApiServer.Cel.Syntax;

internal enum TokenKind
{
    End,
    Identifier,
    EscapedIdentifier,
    Whole,
    Unsigned,
    Floating,
    Text,
    Bytes,
    True,
    False,
    Null,
    In,
    Symbol,
}
