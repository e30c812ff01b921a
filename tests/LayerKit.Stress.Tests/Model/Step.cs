namespace LayerKit.Stress.Tests.Model;

/// <summary>One operation. The numbers choose among what there is at that moment, so that a sequence still means something when steps are taken out of it.</summary>
internal sealed record Step(Operation Operation, int First, int Second);
