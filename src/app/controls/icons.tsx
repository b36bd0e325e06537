/** The product's own icons: 20-px line drawings in the colour of the text. */
import type { ReactNode } from "react";

function Icon({ children, size = 20 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export function DataIcon() {
  return (
    <Icon>
      <path d="m10 3 7 3.5-7 3.5-7-3.5L10 3Z" />
      <path d="m3 10 7 3.5 7-3.5M3 13.5 10 17l7-3.5" />
    </Icon>
  );
}

export function TargetsIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="7" />
      <circle cx="10" cy="10" r="3.4" />
      <path d="M10 1.6v3M10 15.4v3M1.6 10h3M15.4 10h3" />
    </Icon>
  );
}

export function CoverageIcon() {
  return (
    <Icon>
      <path d="M10 17.4s-5.6-5-5.6-9.2a5.6 5.6 0 0 1 11.2 0c0 4.2-5.6 9.2-5.6 9.2Z" />
      <circle cx="10" cy="8.2" r="2" />
    </Icon>
  );
}

export function SitingIcon() {
  return (
    <Icon>
      <path d="m10 2.6 7.4 7.4-7.4 7.4L2.6 10 10 2.6Z" />
      <path d="M10 7.2v5.6M7.2 10h5.6" />
    </Icon>
  );
}

export function PresentIcon() {
  return (
    <Icon>
      <path d="M2.6 3.6h14.8M4 3.6v8.8h12V3.6M10 12.4v2.6M6.6 17.4 10 15l3.4 2.4" />
      <path d="M7 9.4V8M10 9.4V6.4M13 9.4V7.2" />
    </Icon>
  );
}

export function SearchIcon() {
  return (
    <Icon size={16}>
      <circle cx="8.6" cy="8.6" r="5.2" />
      <path d="m12.6 12.6 4.2 4.2" />
    </Icon>
  );
}

export function UndoIcon() {
  return (
    <Icon size={18}>
      <path d="M7.2 4.2 3.6 7.8l3.6 3.6M4 7.8h7.6a4.4 4.4 0 0 1 0 8.8H8.4" />
    </Icon>
  );
}

export function RedoIcon() {
  return (
    <Icon size={18}>
      <path d="m12.8 4.2 3.6 3.6-3.6 3.6M16 7.8H8.4a4.4 4.4 0 0 0 0 8.8h3.2" />
    </Icon>
  );
}

export function HelpIcon() {
  return (
    <Icon size={18}>
      <circle cx="10" cy="10" r="7" />
      <path d="M8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.3M10 13.8v.1" />
    </Icon>
  );
}

export function ThemeIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="6.4" />
      <path d="M10 3.6a6.4 6.4 0 0 1 0 12.8Z" fill="currentColor" stroke="none" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon size={16}>
      <path d="m5 5 10 10M15 5 5 15" />
    </Icon>
  );
}

export function SaveIcon() {
  return (
    <Icon size={18}>
      <path d="M10 3.2v9M6.4 8.8 10 12.4l3.6-3.6M3.6 16.4h12.8" />
    </Icon>
  );
}

export function DownIcon() {
  return (
    <Icon size={14}>
      <path d="m5 7.6 5 5 5-5" />
    </Icon>
  );
}

export function DownloadIcon() {
  return (
    <Icon size={16}>
      <path d="M10 3v9.6M6 9l4 4 4-4M3.6 16.6h12.8" />
    </Icon>
  );
}
