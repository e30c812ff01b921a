using System.Collections.Concurrent;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Analyzers;

/// <summary>The handle types of a compilation: what derives from the base of all handles, or says that it is one.</summary>
internal sealed class HandleTypes
{
    private readonly INamedTypeSymbol _handle;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    private HandleTypes(INamedTypeSymbol handle) => _handle = handle;

    /// <summary>Null where there are no handles.</summary>
    public static HandleTypes? Find(Compilation compilation) =>
        compilation.GetTypesByMetadataName(WellKnownNames.RefCountedHandle).FirstOrDefault() is { } handle ? new(handle) : null;

    public bool IsHandle(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } && _known.GetOrAdd(type.OriginalDefinition, Test);

    /// <summary>True for a handle, and for a task that gives one.</summary>
    public bool IsHandleOrTask(ITypeSymbol? type) => IsHandle(Awaited(type));

    /// <summary>True for a list, an array or a map of handles.</summary>
    public bool IsCollection(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsHandle(array.ElementType),
        INamedTypeSymbol { SpecialType: SpecialType.System_String } => false,
        INamedTypeSymbol named => named.AllInterfaces.Prepend(named).Any(IsSequenceOfHandles),
        _ => false,
    };

    /// <summary>The type that awaiting gives, or the type itself.</summary>
    public static ITypeSymbol? Awaited(ITypeSymbol? type) => IsTask(type) && type is INamedTypeSymbol { Arity: 1 } task ? task.TypeArguments[0] : type;

    public static bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" or "TaskAwaiter" or "ValueTaskAwaiter" };

    private bool IsSequenceOfHandles(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
        && (IsHandle(type.TypeArguments[0])
            || (type.TypeArguments[0] is INamedTypeSymbol { Name: "KeyValuePair", Arity: 2 } pair && IsHandle(pair.TypeArguments[1])));

    private bool Test(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, _handle))
            {
                return true;
            }
        }

        return type.FindAttribute(WellKnownNames.RefCountedHandleAttribute) is not null;
    }
}
