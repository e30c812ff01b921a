using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <content>Values that go into variables, fields and collections.</content>
internal sealed partial class OperationWalk
{
    private FlowValue Assign(ISimpleAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IFlowCaptureReferenceOperation capture && _targets.TryGetValue(capture.Id, out IOperation? place) ? place : assignment.Target;
        FlowValue receiver = target is IPropertyReferenceOperation or IArrayElementReferenceOperation ? EvaluatePlace(target) : default;
        FlowValue value = Evaluate(assignment.Value);
        switch (target)
        {
            case ILocalReferenceOperation local:
                Store(local.Local, value);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                Store(parameter.Parameter, value);
                break;
            case IFlowCaptureReferenceOperation other:
                Store(other.Id, value);
                break;
            case IFieldReferenceOperation field:
                Keep(value, assignment, field.Field);
                if (IsOwnField(field))
                {
                    _state[field.Field] = value;
                }

                break;
            case IDiscardOperation:
                Drop(value, assignment.Value);
                break;
            case IPropertyReferenceOperation or IArrayElementReferenceOperation when receiver.IsCollection && value.IsHandle:
                Collect(receiver.Id, value);
                break;
            default:
                Keep(value, assignment, (target as IPropertyReferenceOperation)?.Property);
                break;
        }

        return value;
    }

    /// <summary>The collection that an element belongs to; evaluating the element itself would count as taking something out.</summary>
    private FlowValue EvaluatePlace(IOperation target)
    {
        (IOperation? instance, IEnumerable<IOperation> indexes) = target switch
        {
            IPropertyReferenceOperation property => (property.Instance, property.Arguments.Select(argument => argument.Value)),
            _ => (((IArrayElementReferenceOperation)target).ArrayReference, (IEnumerable<IOperation>)((IArrayElementReferenceOperation)target).Indices),
        };
        FlowValue receiver = Evaluate(instance);
        foreach (IOperation index in indexes)
        {
            Evaluate(index);
        }

        return receiver;
    }

    private void Store(object variable, FlowValue value)
    {
        if (variable is ISymbol symbol && captures.IsOpaque(symbol))
        {
            Escape(value);
            return;
        }

        FlowValue old = _state[variable];
        _state[variable] = value;
        if (old.IsHandle && old.Id != value.Id && _state.Find(old.Id) is { Ownership: Ownership.Owned } fact && !_state.IsReachable(old.Id))
        {
            findings.Leak(_origins[old.Id], "before its variable gets another value");
            _state.Set(old.Id, fact with { Ownership = Ownership.Gone });
        }
    }

    /// <summary>A field or property keeps the value; what it kept before no longer outlives anything.</summary>
    private void Keep(FlowValue value, IOperation assignment, ISymbol? member)
    {
        if (value.IsHandle && _state.Find(value.Id) is { Ownership: Ownership.Released } released)
        {
            findings.UseAfterRelease(assignment, Shown(assignment), released.ReleasedBy);
        }

        Clear(member);
        Escape(value);
        if (member is not null)
        {
            Outlive(value, assignment, member);
        }
    }

    private FlowValue EvaluateCollection(IOperation operation)
    {
        int id = NewHandle(new HandleOrigin(operation.Syntax, "", IsCollection: true), 0);
        IEnumerable<IOperation> elements = operation is IArrayCreationOperation array
            ? array.DimensionSizes.Concat(array.Initializer?.ElementValues ?? [])
            : ((ICollectionExpressionOperation)operation).Elements;
        foreach (IOperation element in elements)
        {
            FlowValue value = Evaluate(element is ISpreadOperation spread ? spread.Operand : element);
            if (value.IsHandle)
            {
                Collect(id, value);
            }
            else
            {
                Escape(value);
            }
        }

        return new(FlowValueKind.Collection, id);
    }

    /// <summary>An owned handle goes into a collection of this method, and its fate with it.</summary>
    private void Collect(int collection, FlowValue value)
    {
        if (_state.Find(value.Id) is { Ownership: Ownership.Owned } && _state.Find(collection) is { Ownership: Ownership.Owned } holder)
        {
            _state.Set(collection, holder with { Contents = new(holder.Contents.Append(value.Id & ~1).Distinct().OrderBy(id => id)) });
        }

        Escape(value);
    }

    /// <summary>The handle that an expression gives anew; the one that it gave in the round before moves aside.</summary>
    private int NewHandle(HandleOrigin origin, int index)
    {
        int id = _origins.NumberOf(origin, index);
        if (_state.Find(id) is { } last)
        {
            if (_state.IsReachable(id))
            {
                _state.Rename(id, HandleOrigins.Older(id));
            }
            else if (last.Ownership == Ownership.Owned && !origin.IsCollection)
            {
                findings.Leak(origin, "before its variable gets another value");
            }
        }

        _state.Set(id, new HandleFact(Ownership.Owned));
        return id;
    }
}
