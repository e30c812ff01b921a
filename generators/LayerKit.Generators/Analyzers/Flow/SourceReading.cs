using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Reads the source of a called method for what it does with its handles. By syntax alone, and in doubt it assumes what leads to no report.</summary>
internal static class SourceReading
{
    /// <summary>False when some return shows something that is kept elsewhere: a field, a property, an element, a parameter.</summary>
    public static bool ReturnsItsOwn(IMethodSymbol method)
    {
        SyntaxNode[] bodies = [.. Bodies(method)];
        return bodies.SelectMany(Results).All(result => IsOwn(result, bodies, depth: 0));
    }

    /// <summary>True when the body only reads members of a parameter, compares it, or asserts that it is not null.</summary>
    public static bool OnlyLooksAt(IMethodSymbol method, IParameterSymbol parameter)
    {
        SyntaxNode[] bodies = [.. Bodies(method)];
        return bodies.Length > 0
            && bodies.SelectMany(body => body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                .Where(name => name.Identifier.ValueText == parameter.Name)
                .All(IsLook);
    }

    /// <summary>True when a handle is declared and disposed in one block, on every way through it and never replaced: <c>using</c> does the same, and in case of an exception too.</summary>
    public static bool CouldBeUsing(SyntaxNode origin, SyntaxNode release)
    {
        if (origin.FirstAncestorOrSelf<StatementSyntax>() is not LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration
            || release.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || declaration.Parent is not { } block
            || block != statement.Parent
            || !IsAlone(statement.Expression, release))
        {
            return false;
        }

        string name = declaration.Declaration.Variables[0].Identifier.ValueText;
        return release is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } }
            && receiver.Identifier.ValueText == name
            && !block.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left is IdentifierNameSyntax target && target.Identifier.ValueText == name);
    }

    /// <summary>True for the call itself, awaited or not.</summary>
    private static bool IsAlone(ExpressionSyntax statement, SyntaxNode call) => statement switch
    {
        AwaitExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured } } =>
            configured.Expression == call,
        AwaitExpressionSyntax wait => wait.Expression == call,
        _ => statement == call,
    };

    private static IEnumerable<SyntaxNode> Bodies(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax();
            SyntaxNode?[] parts = declaration switch
            {
                ConstructorDeclarationSyntax constructor => [constructor.Body, constructor.ExpressionBody, constructor.Initializer],
                BaseMethodDeclarationSyntax member => [member.Body, member.ExpressionBody],
                LocalFunctionStatementSyntax function => [function.Body, function.ExpressionBody],
                _ => [],
            };
            foreach (SyntaxNode part in parts.OfType<SyntaxNode>())
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<ExpressionSyntax> Results(SyntaxNode body) =>
        body is ArrowExpressionClauseSyntax arrow
            ? [arrow.Expression]
            : body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .OfType<ReturnStatementSyntax>()
                .Select(statement => statement.Expression)
                .OfType<ExpressionSyntax>();

    private static bool IsOwn(ExpressionSyntax expression, SyntaxNode[] bodies, int depth) => expression switch
    {
        ParenthesizedExpressionSyntax inner => IsOwn(inner.Expression, bodies, depth),
        PostfixUnaryExpressionSyntax inner => IsOwn(inner.Operand, bodies, depth),
        CastExpressionSyntax inner => IsOwn(inner.Expression, bodies, depth),
        AwaitExpressionSyntax inner => IsOwn(inner.Expression, bodies, depth),
        AssignmentExpressionSyntax => false,
        ConditionalExpressionSyntax either => IsOwn(either.WhenTrue, bodies, depth) && IsOwn(either.WhenFalse, bodies, depth),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => IsOwn(either.Left, bodies, depth) && IsOwn(either.Right, bodies, depth),
        SwitchExpressionSyntax choice => choice.Arms.All(arm => IsOwn(arm.Expression, bodies, depth)),
        IdentifierNameSyntax name => depth < 3 && IsOwnLocal(name.Identifier.ValueText, bodies, depth + 1),
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax => false,
        _ => true,
    };

    /// <summary>True for a local that only ever gets what the method owns.</summary>
    private static bool IsOwnLocal(string name, SyntaxNode[] bodies, int depth)
    {
        SyntaxNode[] nodes = [.. bodies.SelectMany(body => body.DescendantNodes())];
        VariableDeclaratorSyntax[] declared = [.. nodes.OfType<VariableDeclaratorSyntax>().Where(variable => variable.Identifier.ValueText == name)];
        SingleVariableDesignationSyntax[] designated = [.. nodes.OfType<SingleVariableDesignationSyntax>().Where(variable => variable.Identifier.ValueText == name)];
        IEnumerable<ExpressionSyntax> values = declared.Select(variable => variable.Initializer?.Value)
            .Concat(nodes.OfType<AssignmentExpressionSyntax>()
                .Where(assignment => assignment.Left is IdentifierNameSyntax target && target.Identifier.ValueText == name)
                .Select(assignment => assignment.Right))
            .OfType<ExpressionSyntax>();
        return declared.Length + designated.Length > 0
            && designated.All(variable => variable.Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax argument } && !IsLookup(argument))
            && values.All(value => IsOwn(value, bodies, depth));
    }

    private static bool IsLookup(ArgumentSyntax argument) =>
        argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "TryPeek" } };

    private static bool IsLook(IdentifierNameSyntax name)
    {
        ExpressionSyntax expression = name;
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        if (name.Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax).Any(node => node is AnonymousFunctionExpressionSyntax))
        {
            return false;
        }

        return expression.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == expression => !IsRelease(access.Name),
            MemberAccessExpressionSyntax => true,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } => !IsRelease(binding.Name),
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax } => true,
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax } => true,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } => true,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => IsCheck(call.Expression),
            NameColonSyntax or NameEqualsSyntax => true,
            _ => false,
        };
    }

    private static bool IsRelease(SimpleNameSyntax name) => name.Identifier.ValueText is "Dispose" or "DisposeAsync" or "Detach" or "TryDetach" or "Surrender";

    private static bool IsCheck(ExpressionSyntax callee) => callee is IdentifierNameSyntax { Identifier.ValueText: "nameof" or "ReferenceEquals" }
        or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" or "ReferenceEquals" or "KeepAlive" };
}
