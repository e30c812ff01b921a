namespace LayerKit.Registration;

/// <summary>The number of the contract between plugins and hosts.</summary>
public static class PluginContract
{
    /// <summary>The contract of this assembly. It rises when a mandatory member of a plugin interface changes; a plugin's own number is fixed when it is compiled.</summary>
    public const int Number = 1;
}
