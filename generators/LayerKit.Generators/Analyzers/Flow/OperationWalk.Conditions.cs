using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <content>Tests, and what a path knows after one.</content>
internal sealed partial class OperationWalk
{
    /// <summary>Narrows a state to the outcome of a condition whose value is known so far; false when the path cannot be. <paramref name="remembers"/> says for which
    /// variables the outcome is worth remembering.</summary>
    public bool Narrow(FlowState state, IOperation condition, FlowValue value, bool outcome, Func<ISymbol, bool> remembers)
    {
        _state = state;
        if (value.Kind is FlowValueKind.True or FlowValueKind.False)
        {
            return (value.Kind == FlowValueKind.True) == outcome;
        }

        if (value.Kind == FlowValueKind.Given)
        {
            if (!outcome)
            {
                _state.MakeNull(value.Id);
            }

            return true;
        }

        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Narrow(state, not.Operand, Peek(not.Operand), !outcome, remembers);
            case IConversionOperation conversion:
                return Narrow(state, conversion.Operand, value, outcome, remembers);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                Remember(condition, FlowValue.Of(outcome), remembers);
                return true;
            default:
                return NullTest(condition) is not { } test || NarrowNull(test.Value, test.IsNullWhen == outcome, remembers);
        }
    }

    private bool NarrowNull(IOperation tested, bool isNull, Func<ISymbol, bool> remembers)
    {
        FlowValue value = Peek(tested);
        if (isNull && value.IsHandle)
        {
            _state.MakeNull(value.Id);
        }
        else if (value.Kind == FlowValueKind.Unknown)
        {
            Remember(tested, new(isNull ? FlowValueKind.Null : FlowValueKind.NotNull), remembers);
        }

        return isNull ? value.Kind != FlowValueKind.NotNull : value.Kind != FlowValueKind.Null;
    }

    private void Remember(IOperation tested, FlowValue value, Func<ISymbol, bool> remembers)
    {
        ISymbol? variable = Unwrap(tested) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
            _ => null,
        };
        if (variable is not null && remembers(variable) && !captures.IsOpaque(variable))
        {
            _state[variable] = value;
        }
    }

    private FlowValue EvaluateTest(IOperation operation)
    {
        FlowValue[] operands = [.. operation.ChildOperations.Where(child => child is not IPatternOperation).Select(Evaluate)];
        if (operation is IIsPatternOperation match)
        {
            Declare(match.Pattern, operands[0]);
        }

        if (operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } && operands[0].Kind is FlowValueKind.True or FlowValueKind.False)
        {
            return FlowValue.Of(operands[0].Kind == FlowValueKind.False);
        }

        return NullTest(operation) is { } test && Peek(test.Value) is { Kind: FlowValueKind.Null or FlowValueKind.NotNull } known
            ? FlowValue.Of(known.Kind == FlowValueKind.Null == test.IsNullWhen)
            : default;
    }

    /// <summary>The variable of a pattern is another name for what is matched.</summary>
    private void Declare(IPatternOperation pattern, FlowValue value)
    {
        ISymbol? variable = pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        if (variable is not null)
        {
            Store(variable, value);
        }
    }

    /// <summary>The operand of a test for null, and the outcome that says it is null.</summary>
    private (IOperation Value, bool IsNullWhen)? NullTest(IOperation condition) => condition switch
    {
        IIsNullOperation test => (test.Operand, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test => Other(test) is { } other ? (other, true) : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test => Other(test) is { } other ? (other, false) : null,
        IIsPatternOperation test => PatternTest(test.Pattern, Peek(test.Value).IsHandle) is { } isNullWhen ? (test.Value, isNullWhen) : null,
        IIsTypeOperation test when Unwrap(test.ValueOperand).Type is { } type && IsEvery(type, test.TypeOperand) => (test.ValueOperand, test.IsNegated),
        _ => null,
    };

    private static IOperation? Other(IBinaryOperation test) =>
        IsNullConstant(test.RightOperand) ? test.LeftOperand : IsNullConstant(test.LeftOperand) ? test.RightOperand : null;

    private static bool IsNullConstant(IOperation operation) => Unwrap(operation) is { ConstantValue: { HasValue: true, Value: null } };

    private static bool? PatternTest(IPatternOperation pattern, bool isHandle) => pattern switch
    {
        IConstantPatternOperation constant => IsNullConstant(constant.Value) ? true : null,
        INegatedPatternOperation negated => !PatternTest(negated.Pattern, isHandle),
        IDeclarationPatternOperation { MatchesNull: false, NarrowedType.Name: "IDisposable" or "IAsyncDisposable" } when isHandle => false,
        IDeclarationPatternOperation { MatchesNull: false } declaration => IsEvery(declaration.InputType, declaration.NarrowedType) ? false : null,
        ITypePatternOperation type => IsEvery(type.InputType, type.NarrowedType) ? false : null,
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } recursive =>
            IsEvery(recursive.InputType, recursive.NarrowedType) ? false : null,
        _ => null,
    };

    /// <summary>True when every value of a type but null is one of the other type.</summary>
    private static bool IsEvery(ITypeSymbol input, ITypeSymbol narrowed)
    {
        for (ITypeSymbol? level = input; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, narrowed))
            {
                return true;
            }
        }

        return input.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || input.AllInterfaces.Contains((narrowed as INamedTypeSymbol)!, SymbolEqualityComparer.Default);
    }

    private FlowValue Peek(IOperation operation) => Unwrap(operation) switch
    {
        ILocalReferenceOperation local => _state[local.Local],
        IParameterReferenceOperation parameter => _state[parameter.Parameter],
        IFlowCaptureReferenceOperation capture => _state[capture.Id],
        IFieldReferenceOperation field when IsOwnField(field) => _state[field.Field],
        _ => default,
    };

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }
}
