#pragma warning disable IDE0130 // MSBuild finds the attribute by this full name; its own public one needs a newer host than this package supports.
namespace Microsoft.Build.Framework;

/// <summary>Says that a task keeps its hands off process-wide state, so that <c>msbuild -mt</c> runs it in its own process.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
