namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>
/// Reads an expression by the grammar of the CEL specification and expands its macros. After the first syntax error the rest is not looked
/// at: one clear complaint instead of a trail of them.
/// </summary>
internal sealed class Parser
{
    private const string ExpressionStart =
        "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private const int MaxDepth = 250;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "package", "namespace",
        "null", "return", "true", "var", "void", "while",
    };

    private static readonly string[][] BinaryLevels = [["<", "<=", ">=", ">", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"]];

    private readonly IReadOnlyList<Token> _tokens;
    private readonly CelIssues _issues;
    private int _at;
    private int _depth;

    private Parser(IReadOnlyList<Token> tokens, CelIssues issues)
    {
        _tokens = tokens;
        _issues = issues;
    }

    private Token Current => _tokens[_at];

    /// <summary>Null when there are issues.</summary>
    public static Expr? Parse(string source, CelIssues issues)
    {
        var parser = new Parser(new Lexer(source, issues).Read(), issues);
        if (!issues.IsEmpty)
            return null;
        try
        {
            var expression = parser.Expression();
            if (parser.Current.Kind != TokenKind.End)
                throw Unexpected($"extraneous input '{parser.Current.Shown}' expecting <EOF>");
            return issues.IsEmpty ? expression : null;
        }
        catch (FormatException e)
        {
            issues.Add(parser.Current.Offset, e.Message);
            return null;
        }
    }

    private Expr Expression()
    {
        if (++_depth > MaxDepth)
            throw new FormatException($"expression recursion limit exceeded: {MaxDepth}");
        var condition = Disjunction();
        if (Current.Is("?"))
        {
            var offset = Take().Offset;
            var whenTrue = Disjunction();
            Expect(":");
            condition = new Expr.Call(offset, Operators.Conditional, null, [condition, whenTrue, Expression()]);
        }

        _depth--;
        return condition;
    }

    private Expr Disjunction() => Chain("||", Conjunction);

    private Expr Conjunction() => Chain("&&", () => Binary(0));

    private Expr Chain(string symbol, Func<Expr> operand)
    {
        var left = operand();
        while (Current.Is(symbol))
        {
            var offset = Take().Offset;
            left = new Expr.Call(offset, Operators.Binary(symbol), null, [left, operand()]);
        }

        return left;
    }

    private Expr Binary(int level)
    {
        if (level == BinaryLevels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (Current.Kind is TokenKind.Symbol or TokenKind.In && BinaryLevels[level].Contains(Current.Text))
        {
            var symbol = Take();
            left = new Expr.Call(symbol.Offset, Operators.Binary(symbol.Text), null, [left, Binary(level + 1)]);
        }

        return left;
    }

    private Expr Unary()
    {
        if (Current.Is("-") && _tokens[_at + 1].Kind is TokenKind.Whole or TokenKind.Floating)
            return Members(Literal(Take().Offset, negative: true));
        var symbol = Current;
        if (!symbol.Is("!") && !symbol.Is("-"))
            return Members(Primary());
        var count = 0;
        while (Current.Is(symbol.Text))
        {
            Take();
            count++;
        }

        var operand = Members(Primary());
        return count % 2 == 0 ? operand : new Expr.Call(symbol.Offset, symbol.Is("!") ? Operators.Not : Operators.Negate, null, [operand]);
    }

    private Expr Members(Expr operand)
    {
        while (true)
        {
            if (Current.Is("."))
                operand = Member(operand, Take().Offset);
            else if (Current.Is("["))
                operand = Indexed(operand, Take().Offset);
            else
                return operand;
        }
    }

    private Expr Member(Expr operand, int dot)
    {
        var optional = TakeIf("?");
        var name = FieldName();
        if (optional)
            return new Expr.Call(dot, Operators.OptionalSelect, null, [operand, new Expr.Literal(name.Offset, name.Text)]);
        if (name.Kind == TokenKind.EscapedIdentifier || !Current.Is("("))
            return new Expr.Select(dot, operand, name.Text.Trim('`'), IsTest: false);
        var open = Take().Offset;
        return Macros.ExpandMember(open, name.Text, operand, Arguments(), _issues);
    }

    private Expr.Call Indexed(Expr operand, int open)
    {
        var function = TakeIf("?") ? Operators.OptionalIndex : Operators.Index;
        var index = Expression();
        Expect("]");
        return new Expr.Call(open, function, null, [operand, index]);
    }

    private Expr Primary()
    {
        var token = Current;
        if (token.Is("("))
            return Nested();
        if (token.Is("["))
            return ListLiteral();
        if (token.Is("{"))
            return MapLiteral();
        if (token.Kind == TokenKind.Identifier || token.Is("."))
            return Named();
        return Literal(token.Offset, negative: false);
    }

    private Expr Nested()
    {
        Take();
        var inner = Expression();
        Expect(")");
        return inner;
    }

    private Expr Named()
    {
        var dot = TakeIf(".") ? "." : "";
        if (Current.Kind != TokenKind.Identifier)
            throw Unexpected($"mismatched input '{Current.Shown}' expecting IDENTIFIER");
        var name = Take();
        if (Reserved.Contains(name.Text))
            _issues.Add(name.Offset, $"reserved identifier: {name.Text}");
        if (!Current.Is("("))
            return Current.Is("{") ? MessageLiteral(dot + name.Text) : new Expr.Ident(name.Offset, dot + name.Text);
        var open = Take().Offset;
        return Macros.ExpandGlobal(open, dot + name.Text, Arguments(), _issues);
    }

    private List<Expr> Arguments()
    {
        List<Expr> arguments = [];
        while (!Current.Is(")"))
        {
            arguments.Add(Expression());
            if (!Current.Is(")"))
                Expect(",");
        }

        Take();
        return arguments;
    }

    private Expr.ListOf ListLiteral()
    {
        var open = Take().Offset;
        List<(Expr, bool)> items = [];
        while (!Current.Is("]"))
        {
            var optional = TakeIf("?");
            items.Add((Expression(), optional));
            if (!Current.Is("]"))
                Expect(",");
        }

        Take();
        return new Expr.ListOf(open, items);
    }

    private Expr.MapOf MapLiteral()
    {
        var open = Take().Offset;
        List<(Expr, Expr, bool)> entries = [];
        while (!Current.Is("}"))
        {
            var optional = TakeIf("?");
            var key = Expression();
            Expect(":");
            entries.Add((key, Expression(), optional));
            if (!Current.Is("}"))
                Expect(",");
        }

        Take();
        return new Expr.MapOf(open, entries);
    }

    private Expr.Message MessageLiteral(string typeName)
    {
        var open = Take().Offset;
        while (!Current.Is("}"))
        {
            TakeIf("?");
            FieldName();
            Expect(":");
            Expression();
            if (!Current.Is("}"))
                Expect(",");
        }

        Take();
        return new Expr.Message(open, typeName);
    }

    private Expr.Literal Literal(int offset, bool negative)
    {
        var token = Current;
        if (!Literals.Is(token.Kind))
            throw Unexpected($"mismatched input '{token.Shown}' expecting {ExpressionStart}");
        Take();
        var value = Literals.Value(token, negative);
        if (value is null && token.Kind != TokenKind.Null)
            _issues.Add(offset, $"invalid {Literals.TypeOf(token.Kind)} literal");
        return new Expr.Literal(offset, value);
    }

    private Token FieldName()
    {
        if (Current.Kind is TokenKind.Identifier or TokenKind.EscapedIdentifier)
            return Take();
        if (Current.Kind is TokenKind.In or TokenKind.True or TokenKind.False or TokenKind.Null)
            throw Unexpected($"no viable alternative at input '.{Current.Text}'");
        throw Unexpected($"mismatched input '{Current.Shown}' expecting {{'?', IDENTIFIER, ESC_IDENTIFIER}}");
    }

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
            throw Unexpected(Current.Kind == TokenKind.End ? $"missing '{symbol}' at '<EOF>'" : $"mismatched input '{Current.Shown}' expecting '{symbol}'");
        Take();
    }

    private bool TakeIf(string symbol)
    {
        if (!Current.Is(symbol))
            return false;
        Take();
        return true;
    }

    private Token Take() => _tokens[_at++];

    private static FormatException Unexpected(string message) => new("Syntax error: " + message);
}
