using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <content>Calls: what they use, release, take over and give.</content>
internal sealed partial class OperationWalk
{
    private FlowValue EvaluateCall(IOperation operation) => operation switch
    {
        IInvocationOperation call => EvaluateInvocation(call),
        IObjectCreationOperation creation => EvaluateCreation(creation),
        IAwaitOperation wait => EvaluateAwait(wait),
        IPropertyReferenceOperation property => EvaluateProperty(property),
        _ => EvaluateMethodReference((IMethodReferenceOperation)operation),
    };

    private FlowValue EvaluateInvocation(IInvocationOperation call)
    {
        FlowValue receiver = Evaluate(call.Instance);
        if (receiver.IsHandle && HandleCalls.PassesOn(call.TargetMethod))
        {
            return receiver;
        }

        ReleaseKind kind = receiver.IsHandle && !HandleTypes.IsTask(call.Instance!.Type) ? HandleCalls.Releases(call) : ReleaseKind.None;
        if (kind is ReleaseKind.Dispose or ReleaseKind.Using)
        {
            Release(receiver.Id, kind, call, call.Instance!);
            return default;
        }

        UseReceiver(receiver, call.Instance, kind);
        UseDeferred(receiver, call.Instance ?? call);
        if (receiver.IsCollection && !HandleCalls.Adds(call.TargetMethod))
        {
            Escape(receiver);
        }

        List<int> uses = [.. receiver.Uses];
        EvaluateArguments(call.TargetMethod, call.Arguments, receiver, uses);
        if (kind == ReleaseKind.Strict)
        {
            Release(receiver.Id, kind, call, call.Instance!);
        }

        // Adding to a list of one's own is as good as never a failure.
        if (!receiver.IsCollection && !HandleCalls.OnlyCompares(call.TargetMethod) && !IsPlainConfigure(call))
        {
            MayThrow();
        }

        return Result(call, call.TargetMethod, call.Arguments, uses);
    }

    private static bool IsPlainConfigure(IInvocationOperation call) => call.TargetMethod.Name is "ConfigureAwait";

    private FlowValue EvaluateCreation(IObjectCreationOperation creation)
    {
        List<int> uses = [];
        if (creation.Constructor is { } constructor)
        {
            EvaluateArguments(constructor, creation.Arguments, default, uses);
        }

        if (calls.Types.IsCollection(creation.Type))
        {
            return new(FlowValueKind.Collection, NewHandle(new HandleOrigin(creation.Syntax, "", IsCollection: true), 0));
        }

        MayThrow();
        return calls.Types.IsHandle(creation.Type)
            ? FlowValue.Handle(NewHandle(new HandleOrigin(creation.Syntax, "new " + creation.Type!.Name), 0))
            : default;
    }

    private FlowValue EvaluateAwait(IAwaitOperation wait)
    {
        FlowValue value = Evaluate(wait.Operation);
        if (value.IsHandle)
        {
            // A task that fails gives no handle.
            _releasing.Add(value.Id);
        }

        if (!IsDisposal(wait.Operation))
        {
            MayThrow();
        }

        _releasing.Clear();
        UseDeferred(value, wait.Operation);
        return value.Kind == FlowValueKind.Deferred ? default : value;
    }

    private static bool IsDisposal(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "DisposeAsync" } => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } inner } => IsDisposal(inner),
        IConversionOperation conversion => IsDisposal(conversion.Operand),
        _ => false,
    };

    private FlowValue EvaluateProperty(IPropertyReferenceOperation property)
    {
        FlowValue receiver = Evaluate(property.Instance);
        foreach (IArgumentOperation argument in property.Arguments)
        {
            Evaluate(argument.Value);
        }

        if (receiver.IsHandle && HandleTypes.IsTask(property.Instance!.Type))
        {
            return property.Property.Name == "Result" ? receiver : default;
        }

        UseReceiver(receiver, property.Instance, ReleaseKind.None);
        if (receiver.IsCollection && property.Property.Name is not ("Count" or "Length"))
        {
            Escape(receiver);
        }

        return default;
    }

    private FlowValue EvaluateMethodReference(IMethodReferenceOperation reference)
    {
        FlowValue receiver = Evaluate(reference.Instance);
        if (reference.Method.MethodKind == MethodKind.LocalFunction && reference.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration)
        {
            return EvaluateFunction(declaration);
        }

        if (receiver.IsHandle && reference.Method.Name is not ("Dispose" or "DisposeAsync"))
        {
            return FlowValue.Deferred(Usable(receiver.Id));
        }

        Escape(receiver);
        return default;
    }

    /// <summary>A lambda takes over what it releases or hands on, and uses what it reads.</summary>
    private FlowValue EvaluateFunction(SyntaxNode function)
    {
        List<int> uses = [];
        foreach ((ISymbol variable, bool takes) in captures.Of(function))
        {
            FlowValue value = _state[variable];
            if (takes || value.IsCollection)
            {
                Escape(value);
            }
            else if (value.IsHandle)
            {
                uses.AddRange(Usable(value.Id));
            }
        }

        return FlowValue.Deferred(uses);
    }

    /// <summary>A function over a handle that was released before is how a test says that it throws.</summary>
    private int[] Usable(int id) => _state.Find(id) is { Ownership: Ownership.Released } ? [] : [id];

    private void EvaluateArguments(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, FlowValue receiver, List<int> uses)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            FlowValue value = argument.Parameter?.RefKind == RefKind.Out ? default : Evaluate(argument.Value);
            uses.AddRange(value.Uses);
            UseDeferred(value, argument.Value);
            if (value.IsHandle)
            {
                PassHandle(argument, method, value, receiver, uses);
            }
            else if (value.Kind == FlowValueKind.Deferred && HandleCalls.Adds(method) && Unwrap(argument.Value) is IDelegateCreationOperation)
            {
                KeepFunction(value, argument);
            }
            else
            {
                Escape(value);
            }
        }
    }

    private void PassHandle(IArgumentOperation argument, IMethodSymbol method, FlowValue value, FlowValue receiver, List<int> uses)
    {
        IParameterSymbol? parameter = argument.Parameter;
        if (parameter is not null && calls.Releases(parameter) == ReleaseKind.Strict && !HandleTypes.IsTask(argument.Value.Type))
        {
            Release(value.Id, ReleaseKind.Strict, argument.Parent ?? argument, argument.Value);
            return;
        }

        if (HandleCalls.OnlyCompares(method))
        {
            return;
        }

        if (parameter is not null && calls.Types.IsHandle(parameter.Type))
        {
            Use(value.Id, argument.Value);
        }

        if (receiver.IsCollection && HandleCalls.Adds(method))
        {
            Collect(receiver.Id, value);
        }
        else if (parameter is null || parameter.RefKind != RefKind.None || calls.Takes(parameter))
        {
            Escape(value);
        }
        else
        {
            uses.Add(value.Id);
        }
    }

    private FlowValue Result(IOperation call, IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, List<int> uses)
    {
        FlowValue given = default;
        int index = 0;
        foreach (IArgumentOperation argument in arguments.Where(argument => argument.Parameter?.RefKind == RefKind.Out))
        {
            FlowValue value = argument.Parameter is { } parameter && calls.Gives(parameter)
                ? FlowValue.Handle(NewHandle(new HandleOrigin(argument.Value.Syntax, method.Name), ++index))
                : default;
            given = value.IsHandle && method.ReturnType.SpecialType == SpecialType.System_Boolean ? value with { Kind = FlowValueKind.Given } : given;
            StoreOut(argument.Value, value);
        }

        if (given.Kind != FlowValueKind.Unknown)
        {
            return given;
        }

        if (calls.Gives(method))
        {
            return FlowValue.Handle(NewHandle(new HandleOrigin(call.Syntax, method.Name), 0));
        }

        return HandleTypes.IsTask(call.Type) || IsSequence(call.Type) ? FlowValue.Deferred(uses) : default;
    }

    private void StoreOut(IOperation target, FlowValue value)
    {
        switch (target is IDeclarationExpressionOperation declaration ? declaration.Expression : target)
        {
            case ILocalReferenceOperation local:
                Store(local.Local, value);
                break;
            case IDiscardOperation when value.IsHandle:
                findings.Ignored(_origins[value.Id]);
                Escape(value);
                break;
            default:
                Escape(value);
                break;
        }
    }

    // Only sequences that run when somebody asks; a list is made already.
    private static bool IsSequence(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Name: "IEnumerable" or "IAsyncEnumerable" };

    /// <summary>What runs now uses the handles that it was made with.</summary>
    private void UseDeferred(FlowValue value, IOperation use)
    {
        foreach (int id in value.Uses)
        {
            Use(id, use);
        }
    }

    /// <summary>A list of somebody else keeps a function, and with it what the function uses.</summary>
    private void KeepFunction(FlowValue function, IArgumentOperation argument)
    {
        if (Keeper((argument.Parent as IInvocationOperation)?.Instance) is { } keeper)
        {
            Outlive(function, argument.Value, keeper);
        }
    }

    /// <summary>The collection that lives longer than the method, or null for one of its own.</summary>
    private static ISymbol? Keeper(IOperation? collection) => collection switch
    {
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private void UseReceiver(FlowValue receiver, IOperation? instance, ReleaseKind kind)
    {
        if (receiver.IsHandle && kind == ReleaseKind.None)
        {
            Use(receiver.Id, instance!);
        }
    }

    private void Use(int id, IOperation use)
    {
        if (_state.Find(id) is { Ownership: Ownership.Released } fact)
        {
            findings.UseAfterRelease(use, use.Syntax.ToString(), fact.ReleasedBy);
        }
    }

    private void Release(int id, ReleaseKind kind, IOperation by, IOperation handle)
    {
        HandleFact fact = _state.Find(id) ?? new HandleFact(Ownership.Borrowed);
        if (fact.Ownership == Ownership.Released)
        {
            if (kind == ReleaseKind.Strict || (kind == ReleaseKind.Dispose && !_place.IsCleanup))
            {
                findings.SecondRelease(by, handle.Syntax.ToString(), fact.ReleasedBy);
            }

            return;
        }

        if (kind == ReleaseKind.Dispose && fact is { MayHaveLeaked: true, Ownership: Ownership.Owned } && SourceReading.CouldBeUsing(_origins[id].Syntax, by.Syntax))
        {
            findings.Leak(_origins[id], "when an exception is thrown before its Dispose");
        }

        if (fact.OutlivedBy is not null && (kind == ReleaseKind.Using || !fact.IsKeptItself))
        {
            findings.UseAfterRelease(fact.OutlivedBy, Shown(fact.OutlivedBy), by);
        }

        _state.Set(id, fact with { Ownership = Ownership.Released, ReleasedBy = by, OutlivedBy = null, OutlivingField = null });
        if (kind == ReleaseKind.Strict)
        {
            _releasing.Add(id);
        }
    }

    /// <summary>The beginning of what is written there.</summary>
    private static string Shown(IOperation operation)
    {
        string line = operation.Syntax.ToString().Split('\n')[0].TrimEnd();
        return line.Length <= 40 ? line : line.Substring(0, 40) + "…";
    }
}
