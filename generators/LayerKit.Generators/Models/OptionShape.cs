namespace LayerKit.Generators.Models;

internal enum OptionShape
{
    Single,
    Nullable,
    List,
}
