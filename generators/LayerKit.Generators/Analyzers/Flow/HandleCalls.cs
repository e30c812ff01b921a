using System.Collections.Concurrent;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Says which calls give, take and release handles.</summary>
/// <remarks>
/// A method that returns a handle hands it over, unless its source shows that it returns what somebody keeps. An argument stays the caller's where the callee's
/// source only looks at it, and in calls of the library itself; anywhere else it counts as handed over, because a report on correct code is worse than none.
/// </remarks>
internal sealed class HandleCalls(HandleTypes types)
{
    private static readonly HashSet<string> Adders = ["Add", "AddLast", "AddFirst", "Enqueue", "Push", "Insert", "TryAdd", "set_Item"];

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _givers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _takers = new(SymbolEqualityComparer.Default);

    public HandleTypes Types => types;

    /// <summary>True when the caller owns what the method returns.</summary>
    public bool Gives(IMethodSymbol method) =>
        method.MethodKind is not (MethodKind.PropertyGet or MethodKind.DelegateInvoke)
        && types.IsHandleOrTask(method.OriginalDefinition.ReturnType)
        && _givers.GetOrAdd(method.OriginalDefinition, SourceReading.ReturnsItsOwn);

    /// <summary>True when the caller owns what comes out of the parameter.</summary>
    public bool Gives(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.Out && types.IsHandle(parameter.OriginalDefinition.Type)
        && parameter.ContainingSymbol is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean or SpecialType.System_Void };

    /// <summary>What a call on a handle does to it.</summary>
    public static ReleaseKind Releases(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Dispose" or "DisposeAsync" when call.TargetMethod.Parameters.IsEmpty => call.IsImplicit ? ReleaseKind.Using : ReleaseKind.Dispose,
        "Detach" or "TryDetach" or "Surrender" or "Release" or "ReleaseAsync" => ReleaseKind.Strict,
        _ => ReleaseKind.None,
    };

    /// <summary>What a call does to a handle that is its argument.</summary>
    public ReleaseKind Releases(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method
        && method.Name.StartsWith("Release", StringComparison.Ordinal)
        && types.IsHandle(parameter.Type)
        && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, parameter.Type.ContainingAssembly)
            ? ReleaseKind.Strict
            : ReleaseKind.None;

    /// <summary>True when the callee may keep the argument or release it.</summary>
    public bool Takes(IParameterSymbol parameter) => _takers.GetOrAdd(parameter.OriginalDefinition, Test);

    /// <summary>True for a call that puts its argument into a collection.</summary>
    public static bool Adds(IMethodSymbol method) => Adders.Contains(method.Name);

    /// <summary>True for a call that gives the same value on, as ConfigureAwait does with a task.</summary>
    public static bool PassesOn(IMethodSymbol method) =>
        method.Name is "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter" or "GetResult" && HandleTypes.IsTask(method.ContainingType);

    /// <summary>True when the callee only compares.</summary>
    public static bool OnlyCompares(IMethodSymbol method) => method.Name is "ReferenceEquals" or "Equals" or "ThrowIfNull" or "KeepAlive" or "SuppressFinalize";

    private bool Test(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || method.MethodKind == MethodKind.DelegateInvoke)
        {
            return true;
        }

        if (!method.DeclaringSyntaxReferences.IsEmpty)
        {
            return !SourceReading.OnlyLooksAt(method, parameter);
        }

        return !(parameter.Type.SpecialType == SpecialType.System_Object
            || OnlyCompares(method)
            || (types.IsHandle(parameter.Type) && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, parameter.Type.ContainingAssembly)
                && method.MethodKind == MethodKind.Ordinary
                && !method.ContainingType.Implements("System.Collections.IEnumerable")));
    }
}
