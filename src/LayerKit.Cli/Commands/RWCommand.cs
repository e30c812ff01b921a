using System.CommandLine;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit rw</c>: RW layers are made, listed and removed.</summary>
internal static class RWCommand
{
    public static Command Create(GlobalOptions global) => new("rw", "Makes, lists and removes RW layers")
    {
        RWCreateCommand.Create(global),
        RWListCommand.Create(global),
        RWRemoveCommand.Create(global),
    };
}
