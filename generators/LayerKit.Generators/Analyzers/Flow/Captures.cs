using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>What the lambdas and local functions of a member do with variables from outside them.</summary>
internal sealed class Captures
{
    private readonly Dictionary<SyntaxNode, List<(ISymbol Variable, bool Takes)>> _byFunction = [];

    /// <summary>Variables that a function inside may give another value, or whose handle a local function takes over: nothing is known of these.</summary>
    private readonly HashSet<ISymbol> _opaque = new(SymbolEqualityComparer.Default);

    private readonly HandleCalls _calls;

    public Captures(IEnumerable<IOperation> roots, HandleCalls calls)
    {
        _calls = calls;
        foreach (IOperation function in roots.SelectMany(root => root.DescendantsAndSelf()).Where(IsFunction))
        {
            Read(function);
        }
    }

    public bool IsOpaque(ISymbol variable) => _opaque.Contains(variable);

    /// <summary>The variables that a lambda captures, and whether it takes over or only reads what they hold.</summary>
    public IEnumerable<(ISymbol Variable, bool Takes)> Of(SyntaxNode function) => _byFunction.TryGetValue(function, out var captured) ? captured : [];

    private static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

    private static IMethodSymbol Symbol(IOperation function) => function is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)function).Symbol;

    private void Read(IOperation function)
    {
        IMethodSymbol own = Symbol(function);
        List<(ISymbol Variable, bool Takes)> captured = [];
        foreach (IOperation reference in function.Descendants())
        {
            ISymbol? variable = reference switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is null || IsInside(variable, own))
            {
                continue;
            }

            bool takes = Takes(reference);
            captured.Add((variable, takes));
            if (IsAssigned(reference) || (takes && function is ILocalFunctionOperation))
            {
                _opaque.Add(variable);
            }
        }

        _byFunction[function.Syntax] = captured;
    }

    private static bool IsInside(ISymbol variable, IMethodSymbol function)
    {
        for (ISymbol? container = variable.ContainingSymbol; container is IMethodSymbol; container = container.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(container, function))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAssigned(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        ITupleOperation => true,
        IIncrementOrDecrementOperation => true,
        _ => false,
    };

    private bool Takes(IOperation reference)
    {
        IOperation value = reference;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IInvocationOperation call when call.Instance == value => HandleCalls.Releases(call) != ReleaseKind.None,
            IMemberReferenceOperation member => member is IMethodReferenceOperation,
            IConditionalAccessOperation access => access.WhenNotNull is IInvocationOperation call && HandleCalls.Releases(call) != ReleaseKind.None,
            IArgumentOperation { Parameter: { } parameter } => _calls.Releases(parameter) != ReleaseKind.None || _calls.Takes(parameter),
            IBinaryOperation or IIsPatternOperation or INameOfOperation => false,
            _ => true,
        };
    }
}
