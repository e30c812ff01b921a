namespace LayerKit.Registration;

/// <summary>Makes a static partial class the host of all plugins in its own and the referenced assemblies: the generator adds <c>CreateCatalog()</c> and a constant per name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LayerDriverHostAttribute : Attribute
{
    /// <summary>Takes only these: names of plugins, names of assemblies, or full names of registration classes. Everything when empty.</summary>
    public string[] Include { get; set; } = [];

    /// <summary>Leaves these out, named in the same ways.</summary>
    public string[] Exclude { get; set; } = [];
}
