using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Where a handle or a collection of handles comes from.</summary>
/// <param name="Syntax">The expression or declaration that gave it.</param>
/// <param name="Name">The method, for messages.</param>
/// <param name="IsCollection">True for a collection.</param>
internal sealed record HandleOrigin(SyntaxNode Syntax, string Name, bool IsCollection = false);
