namespace LayerKit.Registration;

/// <summary>Marks the constructor that a plugin's registration calls, where the longest one is not the one or there are two of the same length.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class DriverConstructorAttribute : Attribute;
