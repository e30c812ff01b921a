namespace LayerKit.Generators.Diagnostics;

/// <summary>The codes of all rules, for analyzers and fixes. A code is never used for something else.</summary>
public static class RuleIds
{
    /// <summary>A plugin class that generated code cannot make.</summary>
    public const string PluginClass = "LK1001";

    /// <summary>A plugin class without the interface of its kind.</summary>
    public const string PluginInterface = "LK1002";

    /// <summary>A plugin class without one constructor to call.</summary>
    public const string PluginConstructor = "LK1003";

    /// <summary>A plugin name that is none.</summary>
    public const string PluginName = "LK1004";

    /// <summary>A constructor parameter that nobody supplies.</summary>
    public const string ConstructorParameter = "LK1005";

    /// <summary>Two providers of a name.</summary>
    public const string DuplicateName = "LK1006";

    /// <summary>A plugin of another contract.</summary>
    public const string OtherContract = "LK1007";

    /// <summary>A host without plugins.</summary>
    public const string EmptyHost = "LK1008";

    /// <summary>Two plugins with the same priority.</summary>
    public const string SamePriority = "LK1009";

    /// <summary>A host class that cannot be completed.</summary>
    public const string HostClass = "LK1010";

    /// <summary>An option whose type cannot be read from text.</summary>
    public const string OptionType = "LK1101";

    /// <summary>Two options with the same key.</summary>
    public const string OptionKeyTwice = "LK1102";

    /// <summary>An option that cannot be set.</summary>
    public const string OptionSetter = "LK1103";

    /// <summary>An option key that is not written as keys are.</summary>
    public const string OptionKey = "LK1104";

    /// <summary>A default outside the option's range.</summary>
    public const string OptionDefault = "LK1105";

    /// <summary>A secret that is shown.</summary>
    public const string ShownSecret = "LK1106";

    /// <summary>A handle class that cannot be completed.</summary>
    public const string HandleClass = "LK2001";

    /// <summary>A handle that is a struct.</summary>
    public const string HandleStruct = "LK2002";

    /// <summary>A handle with a base class, Dispose or finalizer of its own.</summary>
    public const string HandleOwnDispose = "LK2003";

    /// <summary>A member that the resource does not have.</summary>
    public const string HandleMember = "LK2004";

    /// <summary>A member that gives out the resource.</summary>
    public const string RawResource = "LK2005";

    /// <summary>A handle that is not released.</summary>
    public const string Leak = "LK2101";

    /// <summary>A handle used after its release.</summary>
    public const string UseAfterRelease = "LK2102";

    /// <summary>A handle released twice.</summary>
    public const string SecondRelease = "LK2103";

    /// <summary>A handle kept in a type without Dispose.</summary>
    public const string Field = "LK2105";

    /// <summary>A handle that nobody takes.</summary>
    public const string Ignored = "LK2107";

    /// <summary>A handle released synchronously in an async method.</summary>
    public const string SynchronousRelease = "LK2109";

    /// <summary>A language version that generated code does not compile in.</summary>
    public const string LanguageVersion = "LK3002";

    /// <summary>A generator that runs twice.</summary>
    public const string LoadedTwice = "LK3003";
}
