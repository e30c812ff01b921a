namespace LayerKit.Generators.Models;

/// <summary>A type of the user.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="FullName">Its name with <c>global::</c> in front.</param>
/// <param name="IsPublic">True when other assemblies see it.</param>
internal sealed record TypeModel(string Namespace, string FullName, bool IsPublic)
{
    public string Access => IsPublic ? "public" : "internal";
}
