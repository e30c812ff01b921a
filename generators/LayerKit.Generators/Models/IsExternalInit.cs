#pragma warning disable IDE0130 // The compiler looks for the type in this namespace.
namespace System.Runtime.CompilerServices;

/// <summary>What init accessors and records need and netstandard2.0 lacks.</summary>
internal static class IsExternalInit;
