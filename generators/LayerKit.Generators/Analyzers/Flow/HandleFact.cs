using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>What is known of one handle, or of one collection of handles, on one path.</summary>
/// <param name="Ownership">Whose it is.</param>
internal sealed record HandleFact(Ownership Ownership)
{
    /// <summary>What released it.</summary>
    public IOperation? ReleasedBy { get; init; }

    /// <summary>What made something that lives longer than the method depend on it.</summary>
    public IOperation? OutlivedBy { get; init; }

    /// <summary>The field, property or event that keeps it, or keeps what uses it.</summary>
    public ISymbol? OutlivingField { get; init; }

    /// <summary>True when the field keeps the handle itself, which whoever releases it may be about to clear.</summary>
    public bool IsKeptItself { get; init; }

    /// <summary>True when an exception may have left the method while it was owned.</summary>
    public bool MayHaveLeaked { get; init; }

    /// <summary>The handles that a collection holds.</summary>
    public EquatableArray<int> Contents { get; init; }
}
