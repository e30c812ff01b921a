using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Walks operations in the order in which they are evaluated, and changes the state of the path by what each does to handles.</summary>
/// <param name="calls">Which calls give and take handles.</param>
/// <param name="captures">What lambdas do with variables of the member.</param>
/// <param name="findings">Where to what is found goes.</param>
internal sealed partial class OperationWalk(HandleCalls calls, Captures captures, Findings findings)
{
    private readonly HandleOrigins _origins = new();

    /// <summary>Places that a flow capture stands for as the target of an assignment.</summary>
    private readonly Dictionary<CaptureId, IOperation> _targets = [];

    /// <summary>Handles that the call under way releases, and may not have released when it throws.</summary>
    private readonly List<int> _releasing = [];

    private FlowState _state = new();
    private PathPlace _place = PathPlace.Nowhere;

    /// <summary>What every parameter that is a handle holds at the start: somebody else's.</summary>
    public void Start(FlowState state, IMethodSymbol? function)
    {
        _state = state;
        foreach (IParameterSymbol parameter in function?.Parameters ?? [])
        {
            if (parameter.RefKind == RefKind.None && calls.Types.IsHandle(parameter.Type) && !captures.IsOpaque(parameter))
            {
                _state[parameter] = Borrow(parameter);
            }
        }
    }

    public FlowValue Walk(FlowState state, IOperation operation, PathPlace place)
    {
        (_state, _place) = (state, place);
        _releasing.Clear();
        return Evaluate(operation);
    }

    /// <summary>A value leaves the function as its result.</summary>
    public void Return(FlowState state, IOperation operation, FlowValue value)
    {
        _state = state;
        if (value.IsHandle && _state.Find(value.Id) is { Ownership: Ownership.Released } fact)
        {
            findings.UseAfterRelease(operation, Shown(operation), fact.ReleasedBy);
        }

        Escape(value);
        Outlive(value, operation, null);
    }

    /// <summary>Reports what is still owned where a path ends.</summary>
    public void End(FlowState state, bool isThrown)
    {
        foreach (KeyValuePair<int, HandleFact> handle in state.Handles.Where(handle => handle.Value.Ownership == Ownership.Owned))
        {
            if (!_origins[handle.Key].IsCollection)
            {
                findings.Leak(_origins[handle.Key], isThrown ? "when an exception is thrown" : "on every path");
            }

            foreach (int content in handle.Value.Contents)
            {
                findings.Leak(_origins[content], "when the collection that holds it is dropped");
            }
        }
    }

    private FlowValue Evaluate(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                return default;
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                return constant switch { null => new(FlowValueKind.Null), bool value => FlowValue.Of(value), _ => default };
            case IConversionOperation conversion:
                FlowValue converted = Evaluate(conversion.Operand);
                return conversion.OperatorMethod is null ? converted : default;
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return _state[local.Local];
            case IParameterReferenceOperation parameter:
                return _state[parameter.Parameter];
            case IFlowCaptureReferenceOperation capture:
                return _state[capture.Id];
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFieldReferenceOperation field:
                return ReadField(field);
            case IExpressionStatementOperation statement:
                return EvaluateStatement(statement);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment);
            case IInvocationOperation or IObjectCreationOperation or IAwaitOperation or IPropertyReferenceOperation or IMethodReferenceOperation:
                return EvaluateCall(operation);
            case IFlowAnonymousFunctionOperation lambda:
                return EvaluateFunction(lambda.Syntax);
            case IDelegateCreationOperation { Target: { } target }:
                return Evaluate(target);
            default:
                return EvaluateOther(operation);
        }
    }

    private FlowValue EvaluateOther(IOperation operation)
    {
        switch (operation)
        {
            case IDefaultValueOperation { Type.IsReferenceType: true }:
                return new(FlowValueKind.Null);
            case IIsNullOperation or IIsPatternOperation or IUnaryOperation or IBinaryOperation:
                return EvaluateTest(operation);
            case IReturnOperation { ReturnedValue: { } value }:
                Escape(Evaluate(value));
                return default;
            case IArrayCreationOperation or ICollectionExpressionOperation when calls.Types.IsCollection(operation.Type):
                return EvaluateCollection(operation);
            case IEventAssignmentOperation subscription:
                Subscribe(subscription);
                return default;
            default:
                foreach (IOperation child in operation.ChildOperations)
                {
                    FlowValue value = Evaluate(child);
                    if (operation is not (IInterpolationOperation or IInterpolatedStringOperation or IIsTypeOperation or IArrayElementReferenceOperation))
                    {
                        Escape(value);
                    }
                }

                return default;
        }
    }

    private FlowValue Capture(IFlowCaptureOperation capture)
    {
        if (capture.Value is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation)
        {
            _targets[capture.Id] = capture.Value;
        }

        return _state[capture.Id] = Evaluate(capture.Value);
    }

    /// <summary>A field of this object that holds a handle counts as a variable until somebody else may have changed it.</summary>
    private FlowValue ReadField(IFieldReferenceOperation field)
    {
        Evaluate(field.Instance);
        if (!IsOwnField(field) || !calls.Types.IsHandle(field.Type))
        {
            return default;
        }

        if (_state[field.Field] is { Kind: FlowValueKind.Unknown })
        {
            _state[field.Field] = Borrow(field.Field);
        }

        return _state[field.Field];
    }

    private static bool IsOwnField(IFieldReferenceOperation field) => field.Instance is IInstanceReferenceOperation or null;

    private FlowValue Borrow(ISymbol variable)
    {
        if (variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
        {
            return default;
        }

        int id = _origins.NumberOf(new HandleOrigin(declaration, variable.Name));
        _state.Set(id, new HandleFact(Ownership.Borrowed));
        return FlowValue.Handle(id);
    }

    private FlowValue EvaluateStatement(IExpressionStatementOperation statement)
    {
        FlowValue value = Evaluate(statement.Operation);
        Drop(value, statement.Operation);
        return value;
    }

    /// <summary>Nobody looks at the value of an expression.</summary>
    private void Drop(FlowValue value, IOperation operation)
    {
        if (operation is IAssignmentOperation or IFlowCaptureReferenceOperation)
        {
            return;
        }

        if (value.IsHandle && _state.Find(value.Id) is { Ownership: Ownership.Owned } fact && !_state.IsReachable(value.Id))
        {
            findings.Ignored(_origins[value.Id]);
            _state.Set(value.Id, fact with { Ownership = Ownership.Gone });
        }
        else if (value.Kind == FlowValueKind.Deferred && HandleTypes.IsTask(operation.Type))
        {
            Outlive(value, operation, null);
        }
    }

    /// <summary>What holds the handle from here on releases it.</summary>
    private void Escape(FlowValue value)
    {
        if (value.Id > 0 && _state.Find(value.Id) is { Ownership: Ownership.Owned } fact)
        {
            _state.Set(value.Id, fact with { Ownership = Ownership.Gone, Contents = default });
        }
    }

    /// <summary>Something depends on the handles of a value after the method.</summary>
    private void Outlive(FlowValue value, IOperation by, ISymbol? field)
    {
        foreach (int id in value.IsHandle ? [value.Id] : value.Uses.AsEnumerable())
        {
            if (_state.Find(id) is { Ownership: not Ownership.Released } fact)
            {
                _state.Set(id, fact with { OutlivedBy = by, OutlivingField = field, IsKeptItself = value.IsHandle && field is not null });
            }
        }
    }

    /// <summary>What a field or event keeps no longer outlives anything.</summary>
    private void Clear(ISymbol? field)
    {
        foreach (KeyValuePair<int, HandleFact> handle in _state.Handles.Where(handle => field is not null && SymbolEqualityComparer.Default.Equals(handle.Value.OutlivingField, field)).ToArray())
        {
            _state.Set(handle.Key, handle.Value with { OutlivedBy = null, OutlivingField = null });
        }
    }

    private void Subscribe(IEventAssignmentOperation subscription)
    {
        Evaluate(subscription.EventReference);
        FlowValue handler = Evaluate(subscription.HandlerValue);
        ISymbol? name = (subscription.EventReference as IEventReferenceOperation)?.Event;
        if (subscription.Adds)
        {
            Outlive(handler, subscription, name);
        }
        else
        {
            Clear(name);
        }
    }

    /// <summary>Follows an exception while the operation that throws it is half done.</summary>
    private IReadOnlyCollection<int> Throw(FlowState thrown)
    {
        (FlowState state, PathPlace place, int[] releasing) = (_state, _place, [.. _releasing]);
        IReadOnlyCollection<int> leaked = place.Throw(thrown);
        (_state, _place) = (state, place);
        _releasing.Clear();
        _releasing.AddRange(releasing);
        return leaked;
    }

    /// <summary>An exception may start here.</summary>
    private void MayThrow()
    {
        FlowState thrown = _state.Fork();
        foreach (int id in _releasing)
        {
            if (thrown.Find(id) is { } fact)
            {
                thrown.Set(id, fact with { Ownership = Ownership.Gone });
            }
        }

        foreach (int leaked in Throw(thrown))
        {
            if (_state.Find(leaked) is { Ownership: Ownership.Owned } fact)
            {
                _state.Set(leaked, fact with { MayHaveLeaked = true });
            }
        }

        _state.Forget(static variable => variable is IFieldSymbol { IsReadOnly: false });
    }
}
