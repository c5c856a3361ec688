namespace LocalCluster.ApiServer.Selectors;

internal enum SelectorToken
{
    End,
    Identifier,
    In,
    NotIn,
    Equals,
    DoubleEquals,
    NotEquals,
    Not,
    OpenParenthesis,
    ClosedParenthesis,
    Comma,
    GreaterThan,
    LessThan,
    Error,
}
