using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace LayerKit.MSBuild.Items;

/// <summary>Makes task items of text as it is: MSBuild takes what a task hands it for escaped, so a <c>%</c> in a file name would be read as an escape.</summary>
internal static class Escaped
{
    public static TaskItem TaskItem(string identity) => new(identity.Replace("%", "%25", StringComparison.Ordinal), treatAsFilePath: false);

    public static void SetMetadata(TaskItem item, string name, string value) => ((ITaskItem2)item).SetMetadataValueLiteral(name, value);
}
